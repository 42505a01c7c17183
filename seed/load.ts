import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { HarnessError } from '../src/core/errors.ts';
import { errorCode, inTransaction } from '../src/database/client.ts';
import { type Counts, clearManifest, type DatasetKey, type Manifest, writeManifest } from './manifest.ts';
import type { Plan } from './plan.ts';
import { type OnProgress, startStep } from './progress.ts';
import { takeSnapshots } from './reset.ts';
import { encodeRows } from './row.ts';
import { readConstraints } from './schema.ts';
import { type TableName, tables } from './tables.ts';

/**
 * Replaces all rows of the chat with those of the plan.
 *
 * One transaction does everything, including indexes, so an interruption leaves the previous data unchanged.
 * Rows that are copied into a table which the same transaction has truncated need no write-ahead log (if
 * wal_level is minimal) and are frozen at once, so they need no vacuum later. Building indexes on a second
 * connection would need a commit in between; it would save about 50 ms.
 *
 * @throws HarnessError DATABASE_IN_USE when another session holds the tables
 */
export async function loadRows(
  client: ClientBase,
  plan: Plan,
  key: DatasetKey,
  onProgress: OnProgress,
): Promise<Manifest> {
  try {
    return await inTransaction(client, () => replaceRows(client, plan, key, onProgress));
  } catch (error) {
    throw errorCode(error) === '55P03' ? await inUse(client, error) : error;
  }
}

async function replaceRows(
  client: ClientBase,
  plan: Plan,
  key: DatasetKey,
  onProgress: OnProgress,
): Promise<Manifest> {
  await client.query(`set local lock_timeout = '5s'`);
  await client.query(`set local synchronous_commit = off`);
  await client.query(`set local maintenance_work_mem = '256MB'`);
  await clearManifest(client);
  const constraints = await readConstraints(client);
  for (const statement of constraints.drop) await client.query(statement);
  await client.query(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`);
  const manifest = await copyTables(client, plan, onProgress);
  const built = startStep('indexes', constraints.create.length, onProgress);
  // Statistics first, because the checks of foreign keys are joins that are planned with them.
  await client.query(`analyze ${tables.map(({ name }) => name).join(', ')}`);
  for (const statement of constraints.create) {
    await client.query(statement);
    built(1);
  }
  await continueIds(client, manifest.counts);
  await takeSnapshots(client);
  await writeManifest(client, key, manifest);
  return manifest;
}

async function copyTables(client: ClientBase, plan: Plan, onProgress: OnProgress): Promise<Manifest> {
  const advance = startStep('rows', expectedRows(plan), onProgress);
  const counts = {} as Counts;
  const hash = createHash('sha256');
  for (const { name, columns, rows } of tables) {
    counts[name] = 0;
    const count = (more: number) => {
      counts[name] += more;
      advance(more);
    };
    hash.update(`${name}\n`);
    const chunks = hashed(encodeRows(rows(plan), count), hash);
    const into = copyFrom(`copy ${name} (${columns.join(', ')}) from stdin (freeze)`);
    await pipeline(Readable.from(chunks), client.query(into));
  }
  return { hash: hash.digest('hex'), counts };
}

function* hashed(chunks: Iterable<Buffer>, hash: { update: (chunk: Buffer) => unknown }): Generator<Buffer> {
  for (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** An estimate: previews, attachments and reactions are drawn during the load, about one for two messages. */
function expectedRows({ people, conversations, timeline }: Plan): number {
  const members = conversations.reduce((sum, conversation) => sum + conversation.members.length, 0);
  return people.length + conversations.length + members + Math.ceil(timeline.length * 1.5);
}

/** Makes new ids of the chat continue after the seeded ones. */
async function continueIds(client: ClientBase, counts: Counts): Promise<void> {
  for (const { name, hasIdentity } of tables) {
    if (!hasIdentity) continue;
    await client.query(`select setval(pg_get_serial_sequence($1, 'id'), $2)`, [
      name,
      counts[name satisfies TableName],
    ]);
  }
}

async function inUse(client: ClientBase, cause: unknown): Promise<HarnessError> {
  const others = await client.query<{ pid: number; name: string }>(
    `select pid, coalesce(nullif(application_name, ''), usename, 'unknown') as name from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  const names = others.rows.map(({ pid, name }) => `${name} (backend ${pid})`).join(', ');
  return new HarnessError(
    'DATABASE_IN_USE',
    `The tables could not be replaced, because other sessions hold them: ${names}.`,
    'Stop the chat server or whatever else uses this database, and try again.',
    { cause },
  );
}
