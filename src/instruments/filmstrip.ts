import sharp from 'sharp';
import type { TraceEvent } from '../metrics/frames.ts';

/** A screenshot of the trace: what the screen showed from `atMs` after the start of the recording on. */
export interface FilmFrame {
  atMs: number;
  jpeg: Buffer;
}

const thumbnail = { widthPx: 150, heightPx: 300, labelPx: 26, gapPx: 8 } as const;
const mostFrames = 12;

/** The screenshots in a DevTools trace, in order. */
export function filmFrames(events: readonly TraceEvent[], startUs: number): FilmFrame[] {
  return events.flatMap((event) => {
    const snapshot = event.name === 'Screenshot' ? event.args?.snapshot : undefined;
    if (typeof snapshot !== 'string' || event.ts < startUs) return [];
    return [{ atMs: (event.ts - startUs) / 1000, jpeg: Buffer.from(snapshot, 'base64') }];
  });
}

/** Evenly spaced in time, each showing what was on the screen then; the first and last are kept. */
function pick(frames: readonly FilmFrame[]): FilmFrame[] {
  const last = frames.at(-1);
  const first = frames[0];
  if (first === undefined || last === undefined || frames.length <= mostFrames) return [...frames];
  const picked = Array.from({ length: mostFrames }, (_, index) => {
    const atMs = first.atMs + ((last.atMs - first.atMs) * index) / (mostFrames - 1);
    return frames.findLast((frame) => frame.atMs <= atMs + 1) ?? first;
  });
  return [...new Set(picked)];
}

/**
 * One PNG with the screenshots side by side and their times below, for people.
 *
 * @returns undefined when the trace holds no screenshot
 */
export async function filmstrip(frames: readonly FilmFrame[]): Promise<Buffer | undefined> {
  const chosen = pick(frames);
  if (chosen.length === 0) return undefined;
  const { widthPx, heightPx, labelPx, gapPx } = thumbnail;
  const images = await Promise.all(
    chosen.map(async ({ jpeg, atMs }, index) => {
      const left = gapPx + index * (widthPx + gapPx);
      const input = await sharp(jpeg)
        .resize(widthPx, heightPx, { fit: 'contain', background: '#ffffff', position: 'top' })
        .png()
        .toBuffer();
      const label = `<svg width="${widthPx}" height="${labelPx}"><text x="${widthPx / 2}" y="18" text-anchor="middle" font-family="sans-serif" font-size="14" fill="#333">${(atMs / 1000).toFixed(2)} s</text></svg>`;
      return [
        { input, left, top: gapPx },
        { input: Buffer.from(label), left, top: gapPx + heightPx },
      ];
    }),
  );
  return sharp({
    create: {
      width: gapPx + chosen.length * (widthPx + gapPx),
      height: heightPx + labelPx + 2 * gapPx,
      channels: 3,
      background: '#e9ebee',
    },
  })
    .composite(images.flat())
    .png()
    .toBuffer();
}
