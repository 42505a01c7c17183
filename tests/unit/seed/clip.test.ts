import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { makeClip } from '../../../seed/clip.ts';
import { writeWebm } from '../../../seed/webm.ts';

/** A wide picture with something in each corner, as `sharp` draws it on every machine. */
function picture(width: number, height: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#2a6"/><circle cx="20%" cy="30%" r="90" fill="#fc3"/>
    <rect x="60%" y="50%" width="30%" height="40%" fill="#36c"/></svg>`;
  return sharp(Buffer.from(svg)).webp({ quality: 76 }).toBuffer();
}

/** How many key frames of this size a file holds: the start code of VP8 and the size (RFC 6386, 9.1). */
function keyFrames(file: Buffer, width: number, height: number): number {
  const header = Buffer.from([0x9d, 0x01, 0x2a, width & 255, width >> 8, height & 255, height >> 8]);
  let count = 0;
  for (let at = file.indexOf(header); at !== -1; at = file.indexOf(header, at + 1)) count++;
  return count;
}

test('a clip is WebM of whole pictures, 12.5 a second, the same for the same seed', async () => {
  const still = await picture(1_280, 960);
  const [clip, again, other] = await Promise.all([
    makeClip(1, 3, still),
    makeClip(1, 3, still),
    makeClip(1, 4, still),
  ]);
  expect(again.content.equals(clip.content)).toBe(true);
  expect(other.content.equals(clip.content)).toBe(false);

  const { content, width, height, durationMs } = clip;
  expect({ width, height }).toEqual({ width: 640, height: 480 });
  expect(content.subarray(0, 4).toString('hex')).toBe('1a45dfa3');
  expect(content.subarray(0, 64).includes('webm')).toBe(true);
  expect(durationMs).toBeGreaterThanOrEqual(2_000);
  expect(durationMs).toBeLessThanOrEqual(3_040);
  expect(keyFrames(content, width, height)).toBe(durationMs / 80);
});

test('a tall picture gives a tall clip of the same shape', async () => {
  const { content, width, height, durationMs } = await makeClip(1, 0, await picture(1_280, 2_276));
  expect({ width, height }).toEqual({ width: 360, height: 640 });
  expect(keyFrames(content, width, height)).toBe(durationMs / 80);
});

test('a picture that is not lossy WebP is refused', async () => {
  const pictures = [
    await sharp(await picture(64, 64))
      .webp({ lossless: true })
      .toBuffer(),
  ];
  await expect(writeWebm({ width: 64, height: 64, frameMs: 80, pictures })).rejects.toThrow(
    'holds no lossy picture',
  );
});
