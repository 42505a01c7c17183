import type { ClientBase } from 'pg';
import { journeySizes, type SizeName } from './sizes.ts';
import { type TableName, tables } from './tables.ts';

/**
 * Raise it with every change of the generated data; a test with known hashes checks this. A database with
 * another version is loaded again.
 */
export const generatorVersion = 4;

export type Counts = Record<TableName, number>;

/** The inputs of a data set: equal keys mean equal rows. */
export type DatasetKey = { size: SizeName; seed: number; mediaHash: string };

/** The content of the database. */
export type Manifest = {
  /** SHA-256 (hex) of the loaded rows of all tables. */
  hash: string;
  counts: Counts;
};

export type Journey = { messages: number; conversationId: number };

/** The conversations to measure; planned first, so they have the same ids in every size. */
export const journeys: readonly Journey[] = journeySizes.map((messages, index) => ({
  messages,
  conversationId: index + 1,
}));

/** The manifest of the loaded data, if it was made from exactly this key. */
export async function readManifest(client: ClientBase, key: DatasetKey): Promise<Manifest | null> {
  const table = await client.query<{ present: boolean }>(
    `select to_regclass('public.backscroll_dataset') is not null as present`,
  );
  if (table.rows[0]?.present !== true) return null;
  const result = await client.query<Manifest>(
    `select content_hash as hash, counts from public.backscroll_dataset
     where size = $1 and seed = $2 and media_hash = $3 and generator_version = $4`,
    [key.size, key.seed, key.mediaHash, generatorVersion],
  );
  return result.rows[0] ?? null;
}

/** Deletes the manifest, within the transaction that replaces the data. */
export async function clearManifest(client: ClientBase): Promise<void> {
  await client.query(`
    create table if not exists public.backscroll_dataset (
      size text not null, seed bigint not null, media_hash text not null, generator_version integer not null,
      content_hash text not null, counts jsonb not null, loaded_at timestamptz not null default now()
    )`);
  await client.query('delete from public.backscroll_dataset');
}

export async function writeManifest(client: ClientBase, key: DatasetKey, manifest: Manifest): Promise<void> {
  await client.query(
    `insert into public.backscroll_dataset (size, seed, media_hash, generator_version, content_hash, counts)
     values ($1, $2, $3, $4, $5, $6)`,
    [key.size, key.seed, key.mediaHash, generatorVersion, manifest.hash, manifest.counts],
  );
}

/** Counts the rows of all tables. */
export async function countRows(client: ClientBase): Promise<Counts> {
  const columns = tables.map(({ name }) => `(select count(*)::int from ${name}) as ${name}`);
  const result = await client.query<Counts>(`select ${columns.join(', ')}`);
  const [counts] = result.rows;
  if (counts === undefined) throw new Error('a select without from gives one row');
  return counts;
}

export function sameCounts(one: Counts, other: Counts): boolean {
  return tables.every(({ name }) => one[name] === other[name]);
}
