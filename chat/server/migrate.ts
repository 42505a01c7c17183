import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { isConnectionFailure, type Queries } from './database.ts';
import { errorCode, errorText, StartError } from './errors.ts';

const directory = new URL('./migrations/', import.meta.url);
/** An arbitrary constant of this chat; the lock prevents two migrations of one database at the same time. */
const advisoryLock = 0x63_68_61_74;
const undefinedTable = '42P01';

type Migration = { name: string; sql: string; checksum: string };

/**
 * Brings the schema up to date: applies `migrations/NNN_*.sql` in order, each in its own transaction.
 * Safe to repeat, and safe to run twice at the same time.
 *
 * @returns the names of the migrations that were applied now
 * @throws {StartError} `DATABASE_UNREACHABLE`, `MIGRATION_CHANGED`, `MIGRATION_FAILED`
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'backscroll-chat-migrate',
  });
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(error);
  }
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    await client.query(`create table if not exists chat_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    return await applyMissing(client, await migrations());
  } finally {
    // Ending the session releases the lock.
    await client.end();
  }
}

async function applyMissing(client: pg.Client, all: Migration[]): Promise<string[]> {
  const recorded = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from chat_migrations',
  );
  const checksums = new Map(recorded.rows.map((row) => [row.name, row.checksum]));
  const applied: string[] = [];
  for (const migration of all) {
    const known = checksums.get(migration.name);
    if (known === undefined) {
      await apply(client, migration);
      applied.push(migration.name);
    } else if (known !== migration.checksum) {
      throw new StartError(
        'MIGRATION_CHANGED',
        `Migration ${migration.name} is not the one that this database was made with.`,
        'Make a new database, and put changes to the schema into a new migration.',
      );
    }
  }
  return applied;
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into chat_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    // The caller ends the session, which rolls the transaction back.
    throw new StartError(
      'MIGRATION_FAILED',
      `Migration ${name} failed: ${errorText(error)}.`,
      'Nothing of it was kept. Is this database empty, and ours?',
      { cause: error },
    );
  }
}

async function migrations(): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{3}_.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, directory), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Refuses to serve a database that cannot be reached or that lacks a migration.
 * @throws {StartError} `DATABASE_UNREACHABLE`, `DATABASE_NOT_MIGRATED`
 */
export async function requireCurrentSchema(database: Queries): Promise<void> {
  const missing = new Set((await migrations()).map(({ name }) => name));
  try {
    const rows = await database.rows<{ name: string }>({
      name: 'migrations',
      text: 'select name from chat_migrations',
    });
    for (const { name } of rows) missing.delete(name);
  } catch (error) {
    if (errorCode(error) !== undefinedTable) throw unreachable(error);
  }
  if (missing.size > 0) {
    throw new StartError(
      'DATABASE_NOT_MIGRATED',
      `The database lacks ${[...missing].join(', ')}.`,
      'Run `node chat/server/main.ts migrate` with the same DATABASE_URL.',
    );
  }
}

function unreachable(error: unknown): StartError {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const hint = isConnectionFailure(cause)
    ? 'Start PostgreSQL, or correct DATABASE_URL.'
    : 'Correct DATABASE_URL: host, port, user, password and database name.';
  return new StartError('DATABASE_UNREACHABLE', `PostgreSQL refused: ${errorText(cause)}.`, hint, { cause });
}
