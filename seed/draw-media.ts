import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { makeClip } from './clip.ts';
import { makeFile } from './files.ts';
import { type Grain, makeGrainTiles, makePhoto } from './photo.ts';
import type { MediaPool, PoolClip, PoolFile, PoolPicture, PoolVoice } from './pool.ts';
import { type OnProgress, startStep } from './progress.ts';
import { makeVoice } from './voice.ts';

const counts = { photo: 24, video: 6, voice: 6, file: 9 } as const;
type Kind = keyof typeof counts;

type StoredFile = { path: string; sizeBytes: number; sha256: string };
type Drawn<Entry> = { entry: Entry; files: StoredFile[] };
type Place = { folder: string; seed: number };

/** Draws the whole pool into a folder, one subfolder for each entry. The same seed gives the same bytes. */
export async function drawMedia(
  place: Place,
  onProgress: OnProgress,
): Promise<{ pool: Omit<MediaPool, 'hash'>; files: StoredFile[] }> {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const advance = startStep('media', total, onProgress);
  const grain = makeGrainTiles(place.seed);
  const drawEach = <Entry>(kind: Kind, draw: (index: number) => Promise<Drawn<Entry>>) =>
    inParallel(counts[kind], async (index) => {
      const drawn = await draw(index);
      advance(1);
      return drawn;
    });
  const photos = await drawEach('photo', (index) => drawPhoto(place, index, grain));
  const clips = await drawEach('video', (index) => drawClip(place, index, grain));
  const voices = await drawEach('voice', (index) => drawVoice(place, index));
  const documents = await drawEach('file', (index) => drawFile(place, index));
  return {
    pool: {
      photos: photos.map(({ entry }) => entry),
      clips: clips.map(({ entry }) => entry),
      voices: voices.map(({ entry }) => entry),
      files: documents.map(({ entry }) => entry),
    },
    files: [...photos, ...clips, ...voices, ...documents].flatMap(({ files }) => files),
  };
}

async function drawPhoto({ folder, seed }: Place, index: number, grain: Grain): Promise<Drawn<PoolPicture>> {
  const key = keyOf('photo', index);
  const { width, height, placeholder, original, preview, thumbnail } = await makePhoto(seed, index, grain);
  const files = await store(folder, key, {
    'original.jpg': original,
    'preview.webp': preview,
    'thumbnail.webp': thumbnail,
  });
  return { entry: { key, width, height, sizeBytes: original.length, placeholder }, files };
}

/** The poster of a clip is one more photo, of which the chat serves only the small renditions. */
async function drawClip({ folder, seed }: Place, index: number, grain: Grain): Promise<Drawn<PoolClip>> {
  const key = keyOf('video', index);
  const { placeholder, preview, thumbnail } = await makePhoto(seed, counts.photo + index, grain);
  const { content, width, height, durationMs } = await makeClip(seed, index, preview);
  const files = await store(folder, key, {
    'original.webm': content,
    'preview.webp': preview,
    'thumbnail.webp': thumbnail,
  });
  return { entry: { key, width, height, sizeBytes: content.length, durationMs, placeholder }, files };
}

async function drawVoice({ folder, seed }: Place, index: number): Promise<Drawn<PoolVoice>> {
  const key = keyOf('voice', index);
  const { content, durationMs, peaks } = makeVoice(seed, index);
  const files = await store(folder, key, { 'original.bin': content });
  return { entry: { key, sizeBytes: content.length, durationMs, peaks }, files };
}

async function drawFile({ folder, seed }: Place, index: number): Promise<Drawn<PoolFile>> {
  const key = keyOf('file', index);
  const { name, mimeType, content } = makeFile(seed, index);
  const files = await store(folder, key, { 'original.bin': content });
  return { entry: { key, name, mimeType, sizeBytes: content.length }, files };
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

function keyOf(kind: Kind, index: number): string {
  return `${kind}-${String(index + 1).padStart(2, '0')}`;
}

/** Makes as many at a time as there are cores, at most 8: more would only hold more pixels in memory. */
async function inParallel<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await make(index);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 8) }, work));
  return results;
}
