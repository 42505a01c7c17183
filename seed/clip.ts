import sharp from 'sharp';
import { openStream, streams } from './random.ts';
import { writeWebm } from './webm.ts';

/** A short video without sound. */
export type Clip = { width: number; height: number; durationMs: number; content: Buffer };

/** 12.5 frames a second. */
const frameMs = 80;
const fewestFrames = 25;
const mostFrames = 38;
const longestEdge = 640;
const mostPixels = 640 * 480;
/** The share of each edge of the picture that is visible in the last frame. */
const closest = 0.8;
/** Every frame is a whole picture, so only a low quality keeps a clip below 600 kB. */
const quality = 38;
/** Half the time of the default, for files that are a tenth larger. */
const effort = 2;

/**
 * Makes a video of a picture: a slow zoom from the whole picture to a part of it, for 2 to 3 s. The first
 * frame is the picture itself, so that nothing jumps when a player replaces its poster.
 *
 * @param index selects the part of the picture and the length
 * @param picture any format that sharp reads, without transparency
 */
export async function makeClip(seed: number, index: number, picture: Buffer): Promise<Clip> {
  const random = openStream(seed, streams.clip, index);
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const { width: fullWidth, height: fullHeight, channels } = info;
  const scale = Math.min(
    longestEdge / Math.max(fullWidth, fullHeight),
    Math.sqrt(mostPixels / (fullWidth * fullHeight)),
  );
  const [width, height] = [even(fullWidth * scale), even(fullHeight * scale)];
  const frames = fewestFrames + random.below(mostFrames - fewestFrames + 1);
  const [towardsX, towardsY] = [random.next(), random.next()];
  const pictures: Buffer[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const share = 1 - (1 - closest) * (frame / (frames - 1));
    const seen = { width: Math.round(fullWidth * share), height: Math.round(fullHeight * share) };
    const left = Math.round((fullWidth - seen.width) * towardsX);
    const top = Math.round((fullHeight - seen.height) * towardsY);
    const image = sharp(data, { raw: { width: fullWidth, height: fullHeight, channels } })
      .extract({ left, top, ...seen })
      .resize(width, height, { fit: 'fill' });
    pictures.push(await image.webp({ quality, effort }).toBuffer());
  }
  const content = await writeWebm({ width, height, frameMs, pictures });
  return { width, height, durationMs: frames * frameMs, content };
}

/** VP8 halves the resolution of colours. */
function even(value: number): number {
  return 2 * Math.round(value / 2);
}
