import type { ClientBase } from 'pg';
import packageJson from '../../package.json' with { type: 'json' };
import { HarnessError } from '../core/errors.ts';
import { inTransaction } from './client.ts';

/** Two runs that find an empty database at the same time must not both create the mark. */
const claimLock = 7_266_001;

/**
 * Makes sure that the harness may fill and empty this database.
 *
 * An empty database gets the mark, a marked one is accepted, and any other is left unchanged. The mark is a
 * row of the table `backscroll_disposable`.
 *
 * @throws HarnessError DATABASE_NOT_DISPOSABLE when it has tables but no mark
 */
export async function claim(client: ClientBase): Promise<void> {
  await inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock($1)', [claimLock]);
    if (await isMarked(client)) return;
    const found = await relations(client);
    if (found.length > 0) throw await notDisposable(client, found);
    await mark(client);
  });
}

/** Whether it has the harness's mark, so that it may be filled, copied and emptied. */
export async function isMarked(client: ClientBase): Promise<boolean> {
  const table = await client.query<{ present: boolean }>(
    `select to_regclass('public.backscroll_disposable') is not null as present`,
  );
  if (table.rows[0]?.present !== true) return false;
  const rows = await client.query('select 1 from public.backscroll_disposable limit 1');
  return rows.rows.length > 0;
}

/** Every relation that holds data and does not belong to an extension such as pg_stat_statements. */
async function relations(client: ClientBase): Promise<string[]> {
  const result = await client.query<{ name: string }>(`
    select case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
      and not exists (select 1 from pg_depend d
                      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('e', 'i', 'a'))
    order by (c.relkind in ('r', 'p')) desc, 1`);
  return result.rows.map(({ name }) => name);
}

async function mark(client: ClientBase): Promise<void> {
  await client.query(`
    create table public.backscroll_disposable (
      created_at timestamptz not null default now(),
      product_version text not null
    )`);
  await client.query('insert into public.backscroll_disposable (product_version) values ($1)', [
    packageJson.version,
  ]);
}

async function notDisposable(client: ClientBase, found: string[]): Promise<HarnessError> {
  const result = await client.query<{ name: string }>('select current_database() as name');
  const name = result.rows[0]?.name ?? 'unknown';
  const shown = found.slice(0, 5).join(', ');
  const more = found.length > 5 ? ` and ${found.length - 5} more` : '';
  return new HarnessError(
    'DATABASE_NOT_DISPOSABLE',
    `The database "${name}" is not ours: it holds ${shown}${more}. Nothing was changed.`,
    'Make an empty one with "createdb backscroll_perf" and name it in DATABASE_URL, or leave DATABASE_URL out.',
  );
}
