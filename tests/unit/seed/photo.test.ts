import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { makeFile } from '../../../seed/files.ts';
import { makeGrainTiles, makePhoto } from '../../../seed/photo.ts';

test('a photo is a real JPEG with WebP renditions, the same for the same seed', async () => {
  const grain = makeGrainTiles(1);
  const [photo, again] = await Promise.all([makePhoto(1, 5, grain), makePhoto(1, 5, grain)]);
  expect(again.original.equals(photo.original)).toBe(true);
  expect(again.preview.equals(photo.preview)).toBe(true);
  expect(again.thumbnail.equals(photo.thumbnail)).toBe(true);

  const { width, height } = photo;
  expect(await sharp(photo.original).metadata()).toMatchObject({ format: 'jpeg', width, height });
  const preview = await sharp(photo.preview).metadata();
  expect(preview.format).toBe('webp');
  expect(preview.width).toBeLessThanOrEqual(1_280);
  expect((await sharp(photo.thumbnail).metadata()).width).toBe(480);
  expect(photo.placeholder).toMatch(/^#[0-9a-f]{6}$/);
  // As heavy as a photo: at least half a bit a pixel. A plain gradient has a tenth of that.
  expect((photo.original.length * 8) / (width * height)).toBeGreaterThan(0.5);
});

test('files are what their names say, the same for the same seed', () => {
  const names = Array.from({ length: 3 }, (_, index) => makeFile(1, index));
  expect(names.map(({ name }) => name.split('.').pop())).toEqual(['csv', 'log', 'ndjson']);
  const lines = (names[2]?.content.toString() ?? '').trim().split('\n');
  expect(lines.filter((line) => !('user' in (JSON.parse(line) as object)))).toEqual([]);
  expect(makeFile(1, 0).content.equals(names[0]?.content ?? Buffer.alloc(0))).toBe(true);
});
