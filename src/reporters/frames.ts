/** Frames of a timing iteration, read back from the series of a cell. */
import type { Cell, Series } from '../core/results.ts';

/** The worse a frame, the later its state stands here. */
export const frameStates = ['presented', 'partial', 'dropped'] as const;
export type FrameState = (typeof frameStates)[number];

/** A vsync that wanted a frame; `atMs` counts from the run's start. */
export interface FrameMark {
  atMs: number;
  state: FrameState;
}

/** A stretch of time on the run's clock. */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

function seriesOf({ series }: Cell, name: string, iteration: number): Series | undefined {
  return series.find((each) => each.name === name && each.iteration === iteration);
}

/**
 * The frames of an iteration in order; idle vsyncs are not among them.
 *
 * The unit of the series names the states that its numbers stand for; a state that is not known here
 * is left out.
 */
export function framesOf(cell: Cell, iteration: number): FrameMark[] {
  const series = seriesOf(cell, 'frame-state', iteration);
  if (series === undefined) return [];
  const names = series.unit.split('|');
  return series.points.flatMap(([atMs, value]) => {
    const state = frameStates.find((known) => known === names[value]);
    return state === undefined ? [] : [{ atMs, state }];
  });
}

/** Long tasks (`long-task`) or scroll gestures (`scroll`) of an iteration. */
export function stretchesOf(cell: Cell, name: 'long-task' | 'scroll', iteration: number): Stretch[] {
  const points = seriesOf(cell, name, iteration)?.points ?? [];
  return points.map(([fromMs, durationMs]) => ({ fromMs, toMs: fromMs + durationMs }));
}

/** What the frames of an iteration are looked at in: its scrolls from first to last, or all of it. */
export function windowOf(cell: Cell, iteration: number): Stretch | undefined {
  const scrolls = stretchesOf(cell, 'scroll', iteration);
  const frames = framesOf(cell, iteration).map(({ atMs }) => atMs);
  const [from, to] =
    scrolls.length > 0
      ? [scrolls.map(({ fromMs }) => fromMs), scrolls.map(({ toMs }) => toMs)]
      : [frames, frames];
  if (from.length === 0) return undefined;
  const window = { fromMs: Math.min(...from), toMs: Math.max(...to) };
  return window.toMs > window.fromMs ? window : undefined;
}

/** Frames of an iteration within its {@link windowOf}. */
export function shownFrames(cell: Cell, iteration: number): FrameMark[] {
  const window = windowOf(cell, iteration);
  if (window === undefined) return [];
  return framesOf(cell, iteration).filter(({ atMs }) => atMs >= window.fromMs && atMs <= window.toMs);
}

/** How many of the frames are in a state. */
export function countOf(frames: readonly FrameMark[], state: FrameState): number {
  return frames.filter((frame) => frame.state === state).length;
}

/**
 * The timing iteration that is most worth looking at: the largest share of dropped and partial frames
 * among the valid ones, or among all when none is valid. Undefined when no frames were kept.
 */
export function worstIteration(cell: Cell): number | undefined {
  const timed = cell.iterations.filter(
    ({ pass, index }) => pass === 'timing' && shownFrames(cell, index).length > 1,
  );
  const valid = timed.filter(({ status }) => status === 'valid');
  const scored = (valid.length > 0 ? valid : timed).map(({ index }) => {
    const frames = shownFrames(cell, index);
    return { index, badness: (2 * countOf(frames, 'dropped') + countOf(frames, 'partial')) / frames.length };
  });
  return scored.toSorted((a, b) => b.badness - a.badness)[0]?.index;
}
