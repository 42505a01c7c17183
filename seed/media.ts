import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { errorCode } from '../src/database/client.ts';
import { makeFile } from './files.ts';
import { makeGrainTiles, makePhoto } from './photo.ts';
import type { MediaPool, PoolFile, PoolPicture } from './pool.ts';
import { type OnProgress, startStep } from './progress.ts';

/** Raise it with every change of what is drawn. */
const mediaVersion = 1;
const photoCount = 24;
const posterCount = 6;
const fileCount = 9;

const stored = z.object({
  version: z.string(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number(), sha256: z.string() })),
  pool: z.custom<MediaPool>((value) => typeof value === 'object' && value !== null),
});
type Stored = z.infer<typeof stored>;
type StoredFile = Stored['files'][number];

/**
 * Makes sure that `<directory>/media` holds the media of this seed, drawing them if they are not there
 * (about 15 s on two cores).
 *
 * @returns what attachments can refer to; its hash covers every byte
 */
export async function ensureMedia(
  directory: string,
  seed: number,
  onProgress: OnProgress,
): Promise<MediaPool> {
  const folder = join(directory, 'media');
  // Another version of the encoders gives other bytes, and so another data set.
  const version = `${mediaVersion}/${seed}/${sharp.versions.sharp}/${sharp.versions.vips}`;
  const kept = await readStored(folder);
  if (kept?.version === version && (await isComplete(folder, kept))) return kept.pool;

  // Drawn beside and renamed, so that an interrupted drawing is never taken for media.
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const made = await drawAll(unfinished, seed, version, onProgress);
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

async function drawAll(
  folder: string,
  seed: number,
  version: string,
  onProgress: OnProgress,
): Promise<Stored> {
  const grain = makeGrainTiles(seed);
  const advance = startStep('media', photoCount + posterCount + fileCount, onProgress);
  const pictureFiles: StoredFile[][] = [];
  const pictures = await inParallel(photoCount + posterCount, async (index): Promise<PoolPicture> => {
    const isPhoto = index < photoCount;
    const key = isPhoto ? keyOf('photo', index) : keyOf('video', index - photoCount);
    const { width, height, placeholder, original, preview, thumbnail } = await makePhoto(seed, index, grain);
    pictureFiles[index] = await store(folder, key, {
      'original.jpg': original,
      'preview.webp': preview,
      'thumbnail.webp': thumbnail,
    });
    advance(1);
    return { key, width, height, sizeBytes: original.length, placeholder };
  });
  const documentFiles: StoredFile[][] = [];
  const documents = await inParallel(fileCount, async (index): Promise<PoolFile> => {
    const { name, mimeType, content } = makeFile(seed, index);
    const key = keyOf('file', index);
    documentFiles[index] = await store(folder, key, { 'original.bin': content });
    advance(1);
    return { key, name, mimeType, sizeBytes: content.length };
  });
  const files = [...pictureFiles, ...documentFiles].flat();
  const hash = createHash('sha256')
    .update(JSON.stringify([version, files]))
    .digest('hex');
  const [photos, posters] = [pictures.slice(0, photoCount), pictures.slice(photoCount)];
  return { version, files, pool: { photos, posters, files: documents, hash } };
}

async function store(folder: string, key: string, contents: Record<string, Buffer>): Promise<StoredFile[]> {
  await mkdir(join(folder, key), { recursive: true });
  return Promise.all(
    Object.entries(contents).map(async ([name, content]) => {
      const path = `${key}/${name}`;
      await writeFile(join(folder, path), content);
      return { path, sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
    }),
  );
}

function keyOf(kind: 'photo' | 'video' | 'file', index: number): string {
  return `${kind}-${String(index + 1).padStart(2, '0')}`;
}

/** As many at a time as there are cores: more would only hold more pixels in memory. */
async function inParallel<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await make(index);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 8) }, work));
  return results;
}
