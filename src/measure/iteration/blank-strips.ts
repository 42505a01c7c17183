/** Pictures of what a list showed instead of rows. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plural } from '../../core/format.ts';
import type { ScrollSpeed } from '../../core/scroll-speed.ts';
import type { RecordedFile } from '../../instruments/recorded.ts';
import type { BlankPicture, BlankRecording, BlankScroll } from '../../metrics/list/blank-recording.ts';
import { timeOf } from '../../metrics/list/blank-time.ts';

const layout = { slotPx: 176, gapPx: 10, headPx: 44, chartPx: 60, timePx: 24, edgePx: 16 } as const;
const slots = 6;

const titles: Readonly<Record<ScrollSpeed, string>> = {
  reading: 'As one reads',
  flick: 'A flick',
  drag: 'By the scrollbar',
};

/** Writes the picture of the first walk with one; later ones show the same. */
export async function writeBlankStrips(blank: BlankRecording, folder: string): Promise<RecordedFile[]> {
  const fileName = 'blank-time.svg';
  if (blank.scrolls.length === 0 || existsSync(path.join(folder, fileName))) return [];
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, fileName), blankStrips(blank));
  return [{ name: 'blank-time', fileName, contentType: 'image/svg+xml' }];
}

/** A strip for each speed: the screen at even times, with what was blank marked, above the share of the list over time. */
export function blankStrips(blank: BlankRecording): string {
  const { slotPx, gapPx, headPx, chartPx, timePx, edgePx } = layout;
  const { screen, scrolls } = blank;
  const shotPx = Math.round((slotPx - gapPx) * (screen.height / screen.width));
  const stripPx = headPx + shotPx + timePx + chartPx + timePx + edgePx;
  const [widthPx, heightPx] = [2 * edgePx + slots * slotPx, edgePx + scrolls.length * stripPx];
  const strips = scrolls.map((scroll, index) => {
    const body = strip(scroll, blank, shotPx);
    return `<g transform="translate(${edgePx} ${edgePx + index * stripPx})">${body}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}" role="img" aria-label="The list while it is scrolled, with its blank parts marked">
<style>text{font:14px system-ui,sans-serif;fill:#22262b}.title{font-weight:600;font-size:16px}.quiet{fill:#5b6168}.blank{fill:#d1242f;fill-opacity:.45}.placeholder{fill:#bf8700;fill-opacity:.4}.axis{stroke:#8c959f;fill:none}</style>
<rect width="100%" height="100%" fill="#f6f8fa"/>
${strips.join('\n')}
</svg>
`;
}

function strip(scroll: BlankScroll, { screen, box }: BlankRecording, shotPx: number): string {
  const { slotPx, gapPx, headPx, chartPx, timePx } = layout;
  const scale = (slotPx - gapPx) / screen.width;
  const shots = scroll.pictures.map((picture, index) => {
    const left = index * slotPx;
    const image = `<image x="${left}" y="${headPx}" width="${slotPx - gapPx}" height="${shotPx}" href="data:image/png;base64,${picture.png}"/>`;
    const marks = (kind: 'blank' | 'placeholders', name: string): string =>
      runsOf(picture[kind])
        .map(
          ([from, to]) =>
            `<rect class="${name}" x="${left + box.left * scale}" y="${headPx + (box.top + from) * scale}" width="${box.width * scale}" height="${(to - from) * scale}"/>`,
        )
        .join('');
    const time = `<text class="quiet" x="${left}" y="${headPx + shotPx + 17}">${timeText(picture)}</text>`;
    return image + marks('blank', 'blank') + marks('placeholders', 'placeholder') + time;
  });
  const top = headPx + shotPx + timePx;
  return [
    `<text class="title" y="16">${titles[scroll.speed]}, ${scroll.pixelsPerSecond.toLocaleString('en')} px/s</text>`,
    `<text class="quiet" y="36">${summary(scroll)}</text>`,
    ...shots,
    `<g transform="translate(0 ${top})">${chart(scroll)}</g>`,
    `<text class="quiet" y="${top + chartPx + 18}">blank part of the list (red) and placeholders (yellow) over ${(endOf(scroll) / 1000).toFixed(1)} s, the scroll and the rest after it</text>`,
  ].join('\n');
}

function summary(scroll: BlankScroll): string {
  const figure = (kind: Parameters<typeof timeOf>[1]): string => `${Math.round(timeOf(scroll, kind))} ms`;
  return `blank for ${figure('blankLines')}, ${figure('undrawnLines')} of it with rows in the document; placeholders for ${figure('placeholderLines')}; ${plural(scroll.frames.length, 'frame')}`;
}

/** The share of the list over time, as steps: a frame stays until the next one. */
function chart(scroll: BlankScroll): string {
  const { slotPx, gapPx, chartPx } = layout;
  const widthPx = slots * slotPx - gapPx;
  const endMs = Math.max(1, endOf(scroll));
  const bars = (kind: 'blankLines' | 'placeholderLines', name: string): string =>
    scroll.frames
      .filter((frame) => frame[kind] > 0)
      .map((frame) => {
        const height = (chartPx * frame[kind]) / scroll.lines;
        return `<rect class="${name}" x="${((widthPx * frame.atMs) / endMs).toFixed(1)}" y="${(chartPx - height).toFixed(1)}" width="${((widthPx * frame.durationMs) / endMs).toFixed(1)}" height="${height.toFixed(1)}"/>`;
      })
      .join('');
  return `${bars('blankLines', 'blank')}${bars('placeholderLines', 'placeholder')}<path class="axis" d="M0 0V${chartPx}H${widthPx}"/>`;
}

function endOf({ frames }: BlankScroll): number {
  const last = frames.at(-1);
  return last === undefined ? 0 : last.atMs + last.durationMs;
}

function timeText({ atMs }: BlankPicture): string {
  return `${(atMs / 1000).toFixed(2)} s`;
}

/** Neighbouring lines as runs: from, and to (exclusive). */
function runsOf(lines: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === line) last[1] = line + 1;
    else found.push([line, line + 1]);
  }
  return found;
}
