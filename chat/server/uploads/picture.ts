import sharp from 'sharp';
import { ApiError } from '../errors.ts';

/** A picture in the sizes that are served. */
export type Picture = {
  /** Pixels of the original. */
  width: number;
  height: number;
  /** Mean colour, `#rrggbb`. */
  placeholder: string;
  /** JPEG, turned upright. */
  original: Buffer;
  /** WebP. */
  preview: Buffer;
  thumbnail: Buffer;
};

/** More than any phone takes by default, and 150 MB once decoded. */
const maxPixels = 50_000_000;
const previewWidth = 1280;
const thumbnailWidth = 480;
/** The limit of WebP, for very tall pictures. */
const maxHeight = 16_383;

/**
 * Encodes a picture again in all its sizes. Only pixels are copied: no location, no camera data, no bytes
 * after the picture. An animation becomes its first frame; transparent areas become white.
 *
 * @returns undefined when the file cannot be decoded completely and so is not a picture
 * @throws {ApiError} 413 `TOO_LARGE` above 50 megapixels: a small file may decode to a huge picture
 */
export async function drawPicture(path: string): Promise<Picture | undefined> {
  const size = await readSize(path);
  if (size === undefined) return undefined;
  if (size.width * size.height > maxPixels) {
    const megapixels = Math.round((size.width * size.height) / 1e6);
    throw new ApiError(
      413,
      'TOO_LARGE',
      `The picture has ${megapixels} megapixels, more than ${maxPixels / 1e6}.`,
    );
  }
  try {
    return await draw(path);
  } catch {
    // A damaged picture is stored as a file.
    return undefined;
  }
}

async function readSize(path: string): Promise<{ width: number; height: number } | undefined> {
  try {
    // Reads only the header, so the limit of pixels is not needed yet.
    return await sharp(path, { limitInputPixels: false }).metadata();
  } catch {
    // Only the first bytes look like a picture.
    return undefined;
  }
}

async function draw(path: string): Promise<Picture> {
  const upright = sharp(path, { limitInputPixels: maxPixels, autoOrient: true }).flatten({
    background: '#ffffff',
  });
  const fit = { height: maxHeight, fit: 'inside', withoutEnlargement: true } as const;
  const [original, preview] = await Promise.all([
    upright.clone().jpeg({ quality: 90 }).toBuffer({ resolveWithObject: true }),
    upright
      .clone()
      .resize({ ...fit, width: previewWidth })
      .webp({ quality: 76, effort: 3 })
      .toBuffer(),
  ]);
  const thumbnail = await sharp(preview)
    .resize({ ...fit, width: thumbnailWidth })
    .webp({ quality: 72 })
    .toBuffer();
  const { width, height } = original.info;
  return {
    width,
    height,
    placeholder: await meanColour(thumbnail),
    original: original.data,
    preview,
    thumbnail,
  };
}

async function meanColour(image: Buffer): Promise<string> {
  const { channels } = await sharp(image).stats();
  const parts = channels.slice(0, 3).map(({ mean }) => Math.round(mean).toString(16).padStart(2, '0'));
  return `#${parts.join('')}`;
}
