/** Checks whether the data set fits a schema, which may be of another commit of the chat. */
import type { ClientBase } from 'pg';
import { HarnessError } from '../src/core/errors.ts';
import { errorCode } from '../src/database/client.ts';
import { tables } from './tables.ts';

/** A column in the catalog. */
export type SchemaColumn = {
  table: string;
  column: string;
  /** Needs a value: it is not null, and has no default. */
  required: boolean;
};

/** The tables that are loaded, and `uploads`, which a reset empties. */
const needed: readonly { name: string; columns: readonly string[] }[] = [
  ...tables,
  { name: 'uploads', columns: [] },
];

/** What a schema lacks, or requires beyond the seeded data, in words; empty when the data set fits. */
export function misfits(schema: readonly SchemaColumn[]): string[] {
  return needed.flatMap(({ name, columns }) => {
    const own = schema.filter(({ table }) => table === name);
    if (own.length === 0) return [`there is no table ${name}`];
    const there = own.map(({ column }) => column);
    const lacking = columns.filter((column) => !there.includes(column));
    const beyond =
      columns.length === 0 ? [] : own.filter((each) => each.required && !columns.includes(each.column));
    return [
      ...lacking.map((column) => `${name} has no column ${column}`),
      ...beyond.map(({ column }) => `${name} requires ${column}, which is not seeded`),
    ];
  });
}

/**
 * Checks the schema before anything is loaded.
 *
 * @param schema names the commit of the schema, for the message
 * @throws HarnessError `SEED_UNFIT`
 */
export async function assertFits(client: ClientBase, schema: string): Promise<void> {
  const { rows } = await client.query<SchemaColumn>(
    `select c.relname as table, a.attname as column,
            a.attnotnull and not a.atthasdef and a.attidentity = '' as required
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relkind in ('r', 'p') and c.relname = any ($1) and pg_table_is_visible(c.oid)
       and a.attnum > 0 and not a.attisdropped`,
    [needed.map(({ name }) => name)],
  );
  const found = misfits(rows);
  if (found.length > 0) throw unfit(schema, found.join('; '));
}

/** Loads. Rethrows what the schema refuses, such as a value that a check forbids, as `SEED_UNFIT`. */
export async function fitting<Result>(schema: string, load: () => Promise<Result>): Promise<Result> {
  try {
    return await load();
  } catch (cause) {
    // SQLSTATE classes 23 (integrity constraints) and 42 (names that the schema does not have).
    if (/^(23|42)/.test(errorCode(cause) ?? '')) throw unfit(schema, (cause as Error).message, cause);
    throw cause;
  }
}

function unfit(schema: string, why: string, cause?: unknown): HarnessError {
  return new HarnessError(
    'SEED_UNFIT',
    `The data set does not fit the schema of ${schema}: ${why}.`,
    'Compare with a commit that has this schema; a change of the schema goes with one of seed/tables.ts.',
    { cause },
  );
}
