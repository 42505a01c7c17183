import sharp from 'sharp';
import { at } from './calendar.ts';
import { makeGrain } from './noise.ts';
import { openStream, type Random, streams } from './random.ts';
import { makeScene, type Scene } from './scenes.ts';

/** One picture in all the sizes that the chat serves. */
export type Photo = {
  width: number;
  height: number;
  /** Mean colour, `#rrggbb`. */
  placeholder: string;
  original: Buffer;
  preview: Buffer;
  thumbnail: Buffer;
};

/** Widths and heights that are typical of cameras, phones, screens and panoramas. */
const formats = [
  [4000, 3000],
  [3000, 4000],
  [3840, 2160],
  [2160, 3840],
  [3600, 2400],
  [2048, 2048],
  [1170, 2532],
  [4000, 1800],
] as const;
const thumbnailWidth = 480;
const previewWidth = 1280;
/** Scenes are drawn at this width and enlarged; the grain adds the detail of the full size. */
const sceneWidth = 560;

/** Two tiles whose sizes are relatively prime, so that together they repeat only after 270,000 pixels. */
export type Grain = { fine: Int8Array; fineSide: number; coarse: Int8Array; coarseSide: number };

export function makeGrainTiles(seed: number): Grain {
  const [fineSide, coarseSide] = [509, 530];
  const tiles = { fine: makeGrain(seed, 1, fineSide), coarse: makeGrain(seed, 2, coarseSide) };
  return { ...tiles, fineSide, coarseSide };
}

/** Makes the photo of this number; takes about a second at 12 megapixels. */
export async function makePhoto(seed: number, index: number, grain: Grain): Promise<Photo> {
  const random = openStream(seed, streams.photo, index);
  const [fullWidth, fullHeight] = at(formats, index % formats.length);
  const scale = 0.62 + random.next() * 0.38;
  const width = Math.round(fullWidth * scale);
  const height = Math.round(fullHeight * scale);
  const pixels = await enlarge(
    drawScene(makeScene(random, index, height / width), width / height),
    width,
    height,
  );
  addGrain(pixels, width, grain, random);

  const image = () => sharp(pixels, { raw: { width, height, channels: 3 } });
  const [original, preview] = await Promise.all([
    image().jpeg({ quality: 90 }).toBuffer(),
    image()
      .resize({ width: Math.min(previewWidth, width) })
      .webp({ quality: 76, effort: 3 })
      .toBuffer(),
  ]);
  const thumbnail = await sharp(preview).resize({ width: thumbnailWidth }).webp({ quality: 72 }).toBuffer();
  return { width, height, placeholder: await meanColour(thumbnail), original, preview, thumbnail };
}

type Raw = { data: Buffer; width: number; height: number };

function drawScene(scene: Scene, aspect: number): Raw {
  const width = sceneWidth;
  const height = Math.round(width / aspect);
  const data = Buffer.alloc(width * height * 3);
  let offset = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (const part of scene(x / width, y / height)) data[offset++] = clamp(part);
    }
  }
  return { data, width, height };
}

function enlarge({ data, width: fromWidth, height: fromHeight }: Raw, width: number, height: number) {
  return sharp(data, { raw: { width: fromWidth, height: fromHeight, channels: 3 } })
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer();
}

/** Adds the same grain to all three colours; its strength differs from photo to photo. */
function addGrain(pixels: Buffer, width: number, grain: Grain, random: Random): void {
  const { fine, fineSide, coarse, coarseSide } = grain;
  const strength = 0.4 + random.next() * 0.5;
  const shift = random.below(fineSide);
  let offset = 0;
  for (let y = 0; offset < pixels.length; y++) {
    const fineRow = ((y + shift) % fineSide) * fineSide;
    const coarseRow = (y % coarseSide) * coarseSide;
    let fineX = 0;
    let coarseX = shift;
    for (let x = 0; x < width; x++) {
      const value = ((fine[fineRow + fineX] ?? 0) + (coarse[coarseRow + coarseX] ?? 0)) * strength;
      pixels[offset] = clamp((pixels[offset] ?? 0) + value);
      pixels[offset + 1] = clamp((pixels[offset + 1] ?? 0) + value);
      pixels[offset + 2] = clamp((pixels[offset + 2] ?? 0) + value);
      offset += 3;
      if (++fineX === fineSide) fineX = 0;
      if (++coarseX === coarseSide) coarseX = 0;
    }
  }
}

async function meanColour(image: Buffer): Promise<string> {
  const { channels } = await sharp(image).stats();
  const parts = channels.slice(0, 3).map(({ mean }) => Math.round(mean).toString(16).padStart(2, '0'));
  return `#${parts.join('')}`;
}

function clamp(value: number): number {
  return value < 0 ? 0 : Math.min(value, 255);
}
