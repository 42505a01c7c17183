import type { TraceEvent } from '../metrics/frames.ts';

/** A screenshot of the trace: what the screen showed from `atMs` after the start of the recording on. */
export interface FilmFrame {
  atMs: number;
  /** JPEG, base64. */
  jpeg: string;
}

const thumbnail = { widthPx: 150, heightPx: 300, labelPx: 26, gapPx: 8 } as const;
const mostFrames = 12;

/** The screenshots in a DevTools trace, in order. */
export function filmFrames(events: readonly TraceEvent[], startUs: number): FilmFrame[] {
  return events.flatMap((event) => {
    const snapshot = event.name === 'Screenshot' ? event.args?.snapshot : undefined;
    if (typeof snapshot !== 'string' || event.ts < startUs) return [];
    return [{ atMs: (event.ts - startUs) / 1000, jpeg: snapshot }];
  });
}

/** Picks frames at even times, each the one on the screen then; keeps the first and the last. */
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
 * One picture for people with the screenshots side by side and their times below. It is an SVG that embeds
 * the original screenshots; the viewer's fonts draw the times.
 *
 * @param scrollMs when the act first scrolled: times count from there, or from the start of the recording
 * @returns undefined when there is no screenshot
 */
export function filmstrip(frames: readonly FilmFrame[], scrollMs?: number): string | undefined {
  const chosen = pick(frames);
  if (chosen.length === 0) return undefined;
  const { widthPx, heightPx, labelPx, gapPx } = thumbnail;
  const width = gapPx + chosen.length * (widthPx + gapPx);
  const height = heightPx + 2 * labelPx + 2 * gapPx;
  const since = scrollMs === undefined ? 's since the act began' : 's since the scroll began';
  const images = chosen.map(({ jpeg, atMs }, index) => {
    const left = gapPx + index * (widthPx + gapPx);
    const box = `x="${left}" y="${gapPx}" width="${widthPx}" height="${heightPx}"`;
    return `<image ${box} preserveAspectRatio="xMidYMin meet" href="data:image/jpeg;base64,${jpeg}"/>
<text x="${left + widthPx / 2}" y="${gapPx + heightPx + 18}">${((atMs - (scrollMs ?? 0)) / 1000).toFixed(2)} s</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<style>text{font:14px system-ui,sans-serif;fill:#333;text-anchor:middle}</style>
<rect width="100%" height="100%" fill="#e9ebee"/>
${images.join('\n')}
<text x="${width / 2}" y="${heightPx + labelPx + gapPx + 14}">${since}, in the recorded pass</text>
</svg>
`;
}
