import { scaleLinear } from 'd3-scale';
import { formatCount, formatDuration } from '../core/format.ts';
import { type Cell, cellName } from '../core/results.ts';
import { median } from '../core/statistics.ts';
import {
  countOf,
  type FrameMark,
  type FrameState,
  frameStates,
  type Stretch,
  shownFrames,
  stretchesOf,
  windowOf,
} from './frames.ts';
import { type Markup, markup } from './markup.ts';
import { bottomAxis, type ColorName, fill, legendEntry, path, rect, svg, text, textWidthPx } from './svg.ts';

const size = { widthPx: 1200, heightPx: 272 };
const plot = { leftPx: 104, rightPx: 1180 };
const row = {
  scrollPx: 66,
  framesPx: 80,
  framesBottomPx: 164,
  tasksPx: 176,
  tasksBottomPx: 200,
  axisPx: 212,
};

/** The worse a frame, the taller it is: trouble stands out without its colour. */
const look: Record<FrameState, { color: ColorName; share: number; words: string }> = {
  presented: { color: 'good', share: 0.35, words: 'presented' },
  partial: { color: 'warn', share: 0.7, words: 'partial: shown without the main thread’s update' },
  dropped: { color: 'bad', share: 1, words: 'dropped' },
};

/**
 * Every frame of a timing iteration on the time axis, long tasks below it, and how far the scroll
 * gestures reach; a self-contained SVG, readable at 1,200 px.
 *
 * With scrolls only their time is drawn, as only it is judged.
 *
 * @returns undefined when the iteration kept no frames
 */
export function frameStrip(cell: Cell, iteration: number): string | undefined {
  const window = windowOf(cell, iteration);
  const frames = shownFrames(cell, iteration);
  if (window === undefined || frames.length < 2) return undefined;
  const atPx = scaleLinear([0, window.toMs - window.fromMs], [plot.leftPx, plot.rightPx]);
  const x = (ms: number) => atPx(Math.min(Math.max(ms, window.fromMs), window.toMs) - window.fromMs);
  const scrolls = stretchesOf(cell, 'scroll', iteration);
  const tasks = stretchesOf(cell, 'long-task', iteration).filter(
    ({ fromMs, toMs }) => toMs > window.fromMs && fromMs < window.toMs,
  );
  const title = `Frames, iteration ${iteration + 1}`;
  const since = scrolls.length > 0 ? 'ms since the scroll began' : 'ms since the first frame';
  return svg(size, `Frames of ${cellName(cell)}, iteration ${iteration + 1}`, [
    text(16, 26, title, { bold: true, sizePx: 16 }),
    legend(frames, 16 + textWidthPx(title, 17) + 32),
    ...scrolls.map((scroll) => scrollMark(scroll, x)),
    bottomAxis(atPx, { topPx: row.framesPx, yPx: row.axisPx, label: since, ticks: 12 }),
    text(plot.leftPx - 12, row.framesBottomPx - 8, 'frames', { anchor: 'end', color: 'muted' }),
    ...frameStates.map((state) => framesPath(frames, state, x)),
    text(plot.leftPx - 12, row.tasksBottomPx - 7, 'long tasks', { anchor: 'end', color: 'muted' }),
    ...(tasks.length === 0
      ? [text(plot.leftPx + 4, row.tasksBottomPx - 7, 'none above 50 ms', { color: 'muted', sizePx: 13 })]
      : tasks.map((task) => taskMark(task, x))),
  ]);
}

function legend(frames: readonly FrameMark[], fromPx: number): Markup {
  let x = fromPx;
  const entries = frameStates.map((state) => {
    const { color, share, words } = look[state];
    const told = `${words} (${formatCount(countOf(frames, state))})`;
    const entry = legendEntry(x, 21, told, rect(4, 7 - 18 * share, 10, 18 * share, color));
    x += 22 + textWidthPx(told, 13) + 24;
    return entry;
  });
  return markup`${entries}${text(x, 25, 'blank: nothing to draw', { color: 'muted', sizePx: 13 })}`;
}

/** All frames of one state as one path: thousands of frames stay a small file. */
function framesPath(frames: readonly FrameMark[], state: FrameState, x: (ms: number) => number): Markup {
  const { color, share } = look[state];
  const vsyncMs = vsyncOf(frames);
  const heightPx = (row.framesBottomPx - row.framesPx) * share;
  const bars = frames.flatMap((frame, index) => {
    if (frame.state !== state) return [];
    const nextMs = Math.min(frames[index + 1]?.atMs ?? Number.POSITIVE_INFINITY, frame.atMs + vsyncMs);
    const left = x(frame.atMs);
    const room = x(nextMs) - left;
    // A hair of air tells wide frames apart; narrow ones need all their room.
    const wide = Math.max(0.5, room > 3 ? room - 0.7 : room);
    return [
      `M${left.toFixed(1)} ${row.framesBottomPx}v${(-heightPx).toFixed(1)}h${wide.toFixed(1)}v${heightPx.toFixed(1)}z`,
    ];
  });
  return path(bars.join(''), fill(color));
}

/** The display's own interval: most frames follow each other at it. */
function vsyncOf(frames: readonly FrameMark[]): number {
  const steps = frames.slice(1).map(({ atMs }, index) => atMs - (frames[index]?.atMs ?? atMs));
  return median(steps);
}

function scrollMark({ fromMs, toMs }: Stretch, x: (ms: number) => number): Markup {
  const [left, right] = [x(fromMs), x(toMs)];
  const words = `scroll gesture, ${formatDuration(toMs - fromMs)}`;
  return markup`${rect(left, row.framesPx - 6, right - left, row.axisPx - row.framesPx + 6, 'band')}${rect(left, row.scrollPx + 4, right - left, 4, 'line')}${
    right - left > textWidthPx(words, 13)
      ? text((left + right) / 2, row.scrollPx - 4, words, { anchor: 'middle', color: 'muted', sizePx: 13 })
      : markup``
  }`;
}

function taskMark(task: Stretch, x: (ms: number) => number): Markup {
  const [left, right] = [x(task.fromMs), x(task.toMs)];
  const words = `${Math.round(task.toMs - task.fromMs)} ms`;
  const label =
    right - left > textWidthPx(words, 12) + 4
      ? text((left + right) / 2, row.tasksBottomPx - 8, words, {
          anchor: 'middle',
          color: 'paper',
          sizePx: 12,
        })
      : markup``;
  return markup`${rect(left, row.tasksPx, right - left, row.tasksBottomPx - row.tasksPx, 'muted')}${label}`;
}
