import { scaleLinear } from 'd3-scale';
import { formatCount, formatDuration, formatValue } from '../../core/format.ts';
import { type Cell, cellName } from '../../core/results/cell.ts';
import type { Results } from '../../core/results/results.ts';
import { median } from '../../core/statistics/statistics.ts';
import { type Markup, markup } from '../html/markup.ts';
import {
  countOf,
  type FrameMark,
  type FrameState,
  frameStates,
  framesOf,
  interactionsOf,
  type Stretch,
  shownFrames,
  stretchesOf,
  windowOf,
} from './frames.ts';
import { bottomAxis, type ColorName, fill, legendEntry, path, rect, svg, text, textWidthPx } from './svg.ts';

const widthPx = 1200;
const plot = { leftPx: 104, rightPx: 1180 };
const row = {
  scrollPx: 66,
  framesPx: 80,
  framesBottomPx: 164,
  tasksPx: 176,
  tasksBottomPx: 200,
  interactionsPx: 212,
};
/** Height of a lane; each kind of interaction has its own. */
const lanePx = 22;
/** More lanes would crowd out the frames. */
const mostLanes = 4;

/** A worse frame is taller, so that problems stand out without colour. */
const look: Record<FrameState, { color: ColorName; share: number; words: string }> = {
  presented: { color: 'good', share: 0.35, words: 'presented' },
  partial: { color: 'warn', share: 0.7, words: 'partial: shown without the main thread’s update' },
  dropped: { color: 'bad', share: 1, words: 'dropped' },
};

/**
 * Every frame of a timing iteration on the time axis, with the extent of the scroll gestures; below it long
 * tasks, and the actions and waits of a user. A self-contained SVG, readable at 1,200 px.
 *
 * The axis covers all scrolls, and the interactions before and after them; only frames within the scrolls are
 * judged and counted. The axis has the same zero point as the filmstrip, whose screenshots come from another
 * iteration.
 *
 * @param metrics for the names of the interactions
 * @returns undefined when the iteration kept no frames
 */
export function frameStrip(
  cell: Cell,
  iteration: number,
  metrics: Results['metrics'] = {},
): string | undefined {
  const judged = windowOf(cell, iteration);
  const counted = shownFrames(cell, iteration);
  if (judged === undefined || counted.length < 2) return undefined;
  const interactions = interactionsOf(cell, iteration);
  const window = around([judged, ...interactions]);
  const frames = framesOf(cell, iteration).filter(({ atMs }) => atMs >= window.fromMs && atMs <= window.toMs);
  const secondsAt = (ms: number) => (ms - judged.fromMs) / 1000;
  const atPx = scaleLinear([window.fromMs, window.toMs].map(secondsAt), [plot.leftPx, plot.rightPx]);
  const x = (ms: number) => atPx(secondsAt(Math.min(Math.max(ms, window.fromMs), window.toMs)));
  const scrolls = stretchesOf(cell, 'scroll', iteration);
  const isShown = ({ fromMs, toMs }: Stretch) => toMs > window.fromMs && fromMs < window.toMs;
  const tasks = stretchesOf(cell, 'long-task', iteration).filter(isShown);
  const lanes = lanesOf(interactions);
  const axisPx = row.interactionsPx + lanes.length * lanePx;
  const title = `Frames, iteration ${iteration + 1}`;
  const since = scrolls.length > 0 ? 's since the scroll began' : 's since the act began';
  return svg({ widthPx, heightPx: axisPx + 60 }, `Frames of ${cellName(cell)}, iteration ${iteration + 1}`, [
    text(16, 26, title, { bold: true, sizePx: 16 }),
    legend(counted, frames.length > counted.length, 16 + textWidthPx(title, 17) + 32),
    ...scrolls.map((scroll) => scrollMark(scroll, x, axisPx)),
    bottomAxis(atPx, { topPx: row.framesPx, yPx: axisPx, label: since, ticks: 12 }),
    text(plot.leftPx - 12, row.framesBottomPx - 8, 'frames', { anchor: 'end', color: 'muted' }),
    ...frameStates.map((state) => framesPath(frames, state, x)),
    text(plot.leftPx - 12, row.tasksBottomPx - 7, 'long tasks', { anchor: 'end', color: 'muted' }),
    ...(tasks.length === 0
      ? [text(plot.leftPx + 4, row.tasksBottomPx - 7, 'none above 50 ms', { color: 'muted', sizePx: 13 })]
      : tasks.map((task) => taskMark(task, x))),
    ...(lanes.length === 0
      ? []
      : [text(plot.leftPx - 12, row.interactionsPx + 10, 'waited for', { anchor: 'end', color: 'muted' })]),
    ...lanes.map((lane, index) => laneMarks(lane, row.interactionsPx + index * lanePx, x, metrics)),
  ]);
}

/** The interval from the beginning of the first to the end of the last. */
function around(stretches: readonly Stretch[]): Stretch {
  return {
    fromMs: Math.min(...stretches.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...stretches.map(({ toMs }) => toMs)),
  };
}

type Interaction = ReturnType<typeof interactionsOf>[number];

/** One lane for each kind of interaction, such as arriving messages; the earliest kind first. */
function lanesOf(interactions: readonly Interaction[]): Interaction[][] {
  return [...Map.groupBy(interactions, ({ metric }) => metric).values()]
    .toSorted((a, b) => (a[0]?.fromMs ?? 0) - (b[0]?.fromMs ?? 0))
    .slice(0, mostLanes);
}

/** Bars at their times, with a label. */
function laneMarks(
  lane: readonly Interaction[],
  topPx: number,
  x: (ms: number) => number,
  metrics: Results['metrics'],
): Markup {
  const bars = lane.map(({ fromMs, toMs }) => rect(x(fromMs), topPx, x(toMs) - x(fromMs), 12, 'second'));
  const id = lane[0]?.metric ?? '';
  const longest = Math.max(...lane.map(({ fromMs, toMs }) => toMs - fromMs));
  const words = `${metrics[id]?.title ?? id}, ${lane.length === 1 ? '' : 'at most '}${formatValue(longest, 'ms')}`;
  const startPx = Math.min(...lane.map(({ fromMs }) => x(fromMs)));
  const endPx = Math.max(...lane.map(({ toMs }) => x(toMs)));
  return markup`${bars}${besideBars(words, [startPx, endPx], topPx + 10)}`;
}

/** A label after the bars when there is room, else before them; on them when they fill the strip. */
function besideBars(words: string, [startPx, endPx]: readonly [number, number], y: number): Markup {
  const neededPx = textWidthPx(words, 12) + 6;
  if (endPx + neededPx < plot.rightPx) return text(endPx + 6, y, words, { sizePx: 12 });
  if (startPx - neededPx > plot.leftPx) return text(startPx - 6, y, words, { anchor: 'end', sizePx: 12 });
  return text(startPx + 4, y, words, { color: 'paper', sizePx: 12 });
}

/** @param others whether there are frames outside of the judged window: they are drawn, but not counted */
function legend(frames: readonly FrameMark[], others: boolean, fromPx: number): Markup {
  let x = fromPx;
  const entries = frameStates.map((state) => {
    const { color, share, words } = look[state];
    const label = `${words} (${formatCount(countOf(frames, state))})`;
    const entry = legendEntry(x, 21, label, rect(4, 7 - 18 * share, 10, 18 * share, color));
    x += 22 + textWidthPx(label, 13) + 24;
    return entry;
  });
  const words = `${others ? 'counted within the scroll; ' : ''}blank: nothing to draw`;
  return markup`${entries}${text(x, 25, words, { color: 'muted', sizePx: 13 })}`;
}

/** All frames of one state as one path: even thousands of frames make a small file. */
function framesPath(frames: readonly FrameMark[], state: FrameState, x: (ms: number) => number): Markup {
  const { color, share } = look[state];
  const vsyncMs = vsyncOf(frames);
  const heightPx = (row.framesBottomPx - row.framesPx) * share;
  const bars = frames.flatMap((frame, index) => {
    if (frame.state !== state) return [];
    const nextMs = Math.min(frames[index + 1]?.atMs ?? Number.POSITIVE_INFINITY, frame.atMs + vsyncMs);
    const left = x(frame.atMs);
    const room = x(nextMs) - left;
    // A small gap separates wide frames; narrow ones need their full width.
    const wide = Math.max(0.5, room > 3 ? room - 0.7 : room);
    return [
      `M${left.toFixed(1)} ${row.framesBottomPx}v${(-heightPx).toFixed(1)}h${wide.toFixed(1)}v${heightPx.toFixed(1)}z`,
    ];
  });
  return path(bars.join(''), fill(color));
}

/** The display's vsync interval: the median distance between frames. */
function vsyncOf(frames: readonly FrameMark[]): number {
  const steps = frames.slice(1).map(({ atMs }, index) => atMs - (frames[index]?.atMs ?? atMs));
  return median(steps);
}

function scrollMark({ fromMs, toMs }: Stretch, x: (ms: number) => number, axisPx: number): Markup {
  const [left, right] = [x(fromMs), x(toMs)];
  const words = `scroll gesture, ${formatDuration(toMs - fromMs)}`;
  return markup`${rect(left, row.framesPx - 6, right - left, axisPx - row.framesPx + 6, 'band')}${rect(left, row.scrollPx + 4, right - left, 4, 'line')}${
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
