/** Pictures of a page, and what differs between two of them. */
import { decode as decodePng } from 'fast-png';
import pixelmatch from 'pixelmatch';
import type { Box } from '../list-box.ts';

/** RGBA, 8 bits a channel. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** @param png base64, with 8 bits a channel, as Chromium encodes a screen */
export function decode(png: string): Picture {
  const { width, height, data, channels } = decodePng(Buffer.from(png, 'base64'));
  if (channels === 4 && data instanceof Uint8Array) return { width, height, data };
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) {
    for (let channel = 0; channel < channels; channel++) {
      pixels[at * 4 + channel] = data[at * channels + channel] ?? 0;
    }
  }
  return { width, height, data: pixels };
}

/** Cuts a box out of a picture; what of it lies outside is left out. */
export function crop({ width, height, data }: Picture, box: Box): Picture {
  const [left, top] = [Math.max(0, box.left), Math.max(0, box.top)];
  const right = Math.min(width, box.left + box.width);
  const bottom = Math.min(height, box.top + box.height);
  const cut = { width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
  const pixels = new Uint8Array(cut.width * cut.height * 4);
  for (let line = 0; line < cut.height; line++) {
    const from = ((top + line) * width + left) * 4;
    pixels.set(data.subarray(from, from + cut.width * 4), line * cut.width * 4);
  }
  return { ...cut, data: pixels };
}

/**
 * Colours that differ by less are the same to pixelmatch (0 to 1). A white bubble on light grey is 0.05; frames are not
 * compressed and not scaled, so that the same place has the same colour again.
 */
const threshold = 0.01;

/** The number of pixels of each line in which two pictures of one size differ. */
export function differingPixels(a: Picture, b: Picture): number[] {
  const { width, height } = a;
  const output = new Uint8Array(a.data.length);
  pixelmatch(a.data, b.data, output, width, height, { threshold, includeAA: true, diffMask: true });
  return Array.from({ length: height }, (_, line) => {
    let count = 0;
    for (let at = line * width; at < (line + 1) * width; at++) if (output[at * 4 + 3] !== 0) count += 1;
    return count;
  });
}
