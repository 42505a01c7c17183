/** The picture of a recorded pass's longest tasks, with the screen before and after each. */
import { databaseText, loadText, type Surroundings } from '../../core/insights/surroundings.ts';
import { workText } from '../../core/insights/worst-moments.ts';
import type { FilmFrame } from '../../instruments/filmstrip.ts';
import type { RecordedTask } from '../../instruments/recorded-tasks.ts';

/** A moment with the backend's activity at that time. */
export interface PlacedMoment extends RecordedTask {
  around: Surroundings;
}

const layout = {
  widthPx: 1100,
  rowPx: 248,
  headPx: 8,
  shotWidthPx: 104,
  shotHeightPx: 208,
  linePx: 24,
} as const;

/**
 * One picture of all moments, each with the screen before and after it; an SVG that embeds the screenshots.
 *
 * @returns undefined when no task was long
 */
export function worstMomentsPicture(moments: readonly PlacedMoment[]): string | undefined {
  if (moments.length === 0) return undefined;
  const { widthPx, rowPx, headPx } = layout;
  const heightPx = headPx + moments.length * rowPx;
  const rows = moments.map((moment, index) => momentRow(moment, headPx + index * rowPx));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}" role="img" aria-label="The longest tasks, and the screen before and after them">
<style>text{font:15px system-ui,sans-serif;fill:#22262b}.title{font-weight:600}.quiet{fill:#5b6168}</style>
<rect width="100%" height="100%" fill="#e9ebee"/>
${rows.join('\n')}
</svg>
`;
}

function momentRow(
  { atMs, durationMs, ran, requests, before, after, around }: PlacedMoment,
  topPx: number,
): string {
  const { shotWidthPx, shotHeightPx, linePx } = layout;
  const shot = (frame: FilmFrame | undefined, leftPx: number): string =>
    frame === undefined
      ? ''
      : `<image x="${leftPx}" y="${topPx + 4}" width="${shotWidthPx}" height="${shotHeightPx}" preserveAspectRatio="xMidYMin meet" href="data:image/jpeg;base64,${frame.jpeg}"/>`;
  const textLeftPx = 16 + 2 * (shotWidthPx + 28);
  const line = (index: number, words: string, kind: string): string =>
    `<text class="${kind}" x="${textLeftPx}" y="${topPx + 28 + index * linePx}">${escapeXml(words)}</text>`;
  const quiet = [
    requests === 1 ? '1 request was under way' : `${requests} requests were under way`,
    loadText(around),
    databaseText(around),
  ];
  return [
    shot(before, 16),
    `<text class="quiet" x="${16 + shotWidthPx + 7}" y="${topPx + 112}">→</text>`,
    shot(after, 16 + shotWidthPx + 28),
    line(0, `${(atMs / 1000).toFixed(2)} s: the page was busy for ${Math.round(durationMs)} ms`, 'title'),
    ...ran.map((work, index) => line(index + 1, `${Math.round(work.ms)} ms ${workText(work)}`, 'plain')),
    ...quiet.map((words, index) => line(ran.length + 1 + index, words, 'quiet')),
  ].join('\n');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
