import { connect } from '../src/database/client.ts';
import { claim } from '../src/database/disposable.ts';
import { assertFits, fitting } from './fit.ts';
import { loadRows } from './load.ts';
import {
  type Counts,
  countRows,
  type DatasetKey,
  type Journey,
  journeys,
  type Manifest,
  readManifest,
  sameCounts,
} from './manifest.ts';
import { ensureMedia } from './media.ts';
import { makePlan } from './plan.ts';
import type { MediaPool } from './pool.ts';
import type { OnProgress } from './progress.ts';
import { resetDataset } from './reset.ts';
import { measuredUser, type SizeName } from './sizes.ts';
import { ensurePasswords, ensureTokens } from './tokens.ts';
import { clearUploads } from './uploads.ts';

/** What a target contains after seeding. */
export type Dataset = {
  size: SizeName;
  seed: number;
  /** SHA-256 (hex) of all rows as they were loaded. */
  hash: string;
  counts: Counts;
  journeys: readonly Journey[];
  /** The user who is logged in for measurements; a member of all journeys. */
  userId: number;
  /** False if the data was already there. */
  loaded: boolean;
  /** How long seeding took, including media, tokens and passwords (s). */
  seconds: number;
  /** Rows of all tables. */
  rows: number;
};

export type SeedOptions = {
  databaseUrl: string;
  /** Backscroll's working directory (`.backscroll`), for media, uploads, secret, tokens and passwords. */
  directory: string;
  size: SizeName;
  seed: number;
  /** Names the commit of the schema, for messages; the working tree by default. */
  schema?: string;
  /** Brings the chat's schema up to date; the chat owns it. */
  migrate: (databaseUrl: string) => Promise<void>;
  onProgress?: OnProgress;
};

/**
 * Brings database, media, uploads, tokens and passwords to the state that every run starts from.
 *
 * Existing data of the same key is kept; only what runs have changed is undone.
 *
 * @throws HarnessError DATABASE_NOT_DISPOSABLE before anything is written, DATASET_UNKNOWN, SEED_UNFIT before
 *   anything is loaded or when a row is refused, DATABASE_IN_USE and the errors of connecting
 */
export async function seedTarget(options: SeedOptions): Promise<Dataset> {
  const startedMs = performance.now();
  const { databaseUrl, directory, size, seed, migrate, onProgress = () => undefined } = options;
  const { schema = 'the working tree' } = options;
  await using client = await connect(databaseUrl, 'backscroll seed');
  await claim(client);
  await migrate(databaseUrl);
  await assertFits(client, schema);
  const { secret } = await ensureTokens(directory);
  await ensurePasswords(directory, secret, seed);
  const media = await ensureMedia(directory, seed, onProgress);
  const key: DatasetKey = { size, seed, mediaHash: media.hash };
  const kept = await restoreKept(client, key);
  const load = () => loadRows(client, makePlan(size, seed, media), key, onProgress);
  const manifest = kept ?? (await fitting(schema, load));
  await clearUploads(directory);
  return {
    size,
    seed,
    ...manifest,
    journeys,
    userId: measuredUser,
    loaded: kept === null,
    seconds: (performance.now() - startedMs) / 1000,
    rows: Object.values(manifest.counts).reduce((sum, count) => sum + count, 0),
  };
}

/** Restores the data of this key to its loaded state; null if it is not there or cannot be restored. */
async function restoreKept(
  client: Awaited<ReturnType<typeof connect>>,
  key: DatasetKey,
): Promise<Manifest | null> {
  const manifest = await readManifest(client, key);
  if (manifest === null || (await seededTextChanged(client))) return null;
  await resetDataset(client, manifest.counts);
  return sameCounts(await countRows(client), manifest.counts) ? manifest : null;
}

/** Whether a message was edited or deleted after the load; the seeded edits and deletions are older. */
async function seededTextChanged(client: Awaited<ReturnType<typeof connect>>): Promise<boolean> {
  const changed = await client.query(
    `select 1 from messages, public.backscroll_dataset where greatest(edited_at, deleted_at) > loaded_at limit 1`,
  );
  return changed.rows.length > 0;
}

export type { Progress } from './progress.ts';
export { resetDataset } from './reset.ts';
export { type SizeName, sizeNames } from './sizes.ts';
export { ensurePasswords, ensureTokens, type Tokens } from './tokens.ts';
export { clearUploads } from './uploads.ts';
export type { MediaPool };
