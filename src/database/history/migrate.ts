import { readdir, readFile } from 'node:fs/promises';
import type { ClientBase } from 'pg';
import { HarnessError } from '../../core/errors.ts';
import { inTransaction } from '../client.ts';

/** Two processes that find a new history at the same time must not both create its tables. */
const migrationLock = 7_266_002;

/**
 * Brings the tables of a history up to date: `NNN_*.sql` in order, all or none.
 *
 * @throws HarnessError HISTORY_DISPOSABLE in a database that the seed may empty, HISTORY_TOO_NEW
 */
export async function migrateHistory(client: ClientBase): Promise<void> {
  const files = await migrations();
  await inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    await refuseDisposable(client);
    await client.query('create schema if not exists backscroll_history');
    await client.query(`create table if not exists backscroll_history.migrations (
      name text primary key, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<{ name: string }>('select name from backscroll_history.migrations');
    const applied = new Set(rows.map(({ name }) => name));
    const unknown = [...applied].find((name) => !files.includes(name));
    if (unknown !== undefined) throw tooNew(unknown);
    for (const name of files.filter((each) => !applied.has(each))) {
      await client.query(await readFile(new URL(name, import.meta.url), 'utf8'));
      await client.query('insert into backscroll_history.migrations (name) values ($1)', [name]);
    }
  });
}

async function migrations(): Promise<string[]> {
  const names = await readdir(new URL('.', import.meta.url));
  return names.filter((name) => /^\d{3}_.+\.sql$/.test(name)).sort();
}

async function refuseDisposable(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; disposable: boolean }>(
    `select current_database() as name, to_regclass('public.backscroll_disposable') is not null as disposable`,
  );
  if (rows[0]?.disposable !== true) return;
  throw new HarnessError(
    'HISTORY_DISPOSABLE',
    `The database "${rows[0].name}" is marked as disposable: what is seeded overwrites it.`,
    'Make one for the history with "createdb backscroll_history" and name it in BACKSCROLL_HISTORY_URL.',
  );
}

function tooNew(migration: string): HarnessError {
  return new HarnessError(
    'HISTORY_TOO_NEW',
    `The history was made by a newer version of Backscroll: this one does not know ${migration}.`,
    'Use that version or a newer one; nothing was changed.',
  );
}
