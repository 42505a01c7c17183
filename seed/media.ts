import { createHash } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { errorCode } from '../src/database/client.ts';
import { drawMedia } from './draw-media.ts';
import type { MediaPool } from './pool.ts';
import type { OnProgress } from './progress.ts';

/** Raise it with every change of what is drawn, and of mediabunny's version, which the code cannot read. */
const mediaVersion = 2;

const stored = z.object({
  version: z.string(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number(), sha256: z.string() })),
  pool: z.custom<MediaPool>((value) => typeof value === 'object' && value !== null),
});
type Stored = z.infer<typeof stored>;

/**
 * Makes sure that `<directory>/media` contains the media of this seed, and draws them if they are missing
 * (about 17 s on two cores).
 *
 * @returns what attachments can refer to; its hash covers every byte
 */
export async function ensureMedia(
  directory: string,
  seed: number,
  onProgress: OnProgress,
): Promise<MediaPool> {
  const folder = join(directory, 'media');
  // Another version of the encoders gives different bytes, and so a different data set.
  const version = `${mediaVersion}/${seed}/${sharp.versions.sharp}/${sharp.versions.vips}`;
  const kept = await readStored(folder);
  if (kept?.version === version && (await isComplete(folder, kept))) return kept.pool;

  // Drawn into another folder and renamed, so that incomplete media are never used.
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const { pool, files } = await drawMedia({ folder: unfinished, seed }, onProgress);
  const hash = createHash('sha256')
    .update(JSON.stringify([version, files]))
    .digest('hex');
  const made: Stored = { version, files, pool: { ...pool, hash } };
  await writeFile(join(unfinished, 'manifest.json'), JSON.stringify(made, null, 1));
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
  return made.pool;
}

async function readStored(folder: string): Promise<Stored | null> {
  try {
    const parsed = stored.safeParse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function isComplete(folder: string, { files }: Stored): Promise<boolean> {
  const sizes = await Promise.all(
    files.map(
      async ({ path, sizeBytes }) => (await stat(join(folder, path)).catch(() => null))?.size === sizeBytes,
    ),
  );
  return sizes.every(Boolean);
}
