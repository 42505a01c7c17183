import type { ClientBase } from 'pg';
import { tables } from './tables.ts';

/** Indexes and foreign keys as SQL, so that the load can drop them and create them again. */
export type Constraints = {
  drop: string[];
  /** Foreign keys come after the indexes that they may use. */
  create: string[];
};

const tableNames = tables.map(({ name }) => name);

/**
 * Reads the secondary indexes and foreign keys of the seeded tables from the catalog: the chat owns its
 * schema, and later additions must be handled too. Primary keys and unique constraints stay, because rows
 * that arrive in their order cost them little.
 */
export async function readConstraints(client: ClientBase): Promise<Constraints> {
  const indexes = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i
     where i.indrelid = any ($1::regclass[])
       and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype <> 'f')
     order by pg_relation_size(i.indrelid) desc, 1`,
    [tableNames],
  );
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name,
            pg_get_constraintdef(oid) as definition
     from pg_constraint
     where contype = 'f' and conparentid = 0 and conrelid = any ($1::regclass[])
     order by 1, 2`,
    [tableNames],
  );
  return {
    drop: [
      ...keys.rows.map(({ table, name }) => `alter table ${table} drop constraint ${name}`),
      ...indexes.rows.map(({ name }) => `drop index ${name}`),
    ],
    create: [
      ...indexes.rows.map(({ definition }) => definition),
      ...keys.rows.map(
        ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
      ),
    ],
  };
}
