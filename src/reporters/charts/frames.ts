/** Frames of a timing iteration, read back from the series of a cell. */
import { interactionOf } from '../../core/insights/interactions.ts';
import type { Cell } from '../../core/results/cell.ts';
import type { Series } from '../../core/results/iteration.ts';

/** States from the best to the worst. */
export const frameStates = ['presented', 'partial', 'dropped'] as const;
export type FrameState = (typeof frameStates)[number];

/** A vsync that needed a frame; `atMs` counts from the run's start. */
export interface FrameMark {
  atMs: number;
  state: FrameState;
}

/** An interval on the run's clock. */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

function seriesOf({ series }: Cell, name: string, iteration: number): Series | undefined {
  return series.find((each) => each.name === name && each.iteration === iteration);
}

/**
 * The frames of an iteration in order, without idle vsyncs.
 *
 * The unit of the series lists the states that its values are indexes of; unknown states are left out.
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

/** Long tasks (`long-task`), scroll gestures (`scroll`) or the whole act (`act`) of an iteration. */
export function stretchesOf(cell: Cell, name: 'long-task' | 'scroll' | 'act', iteration: number): Stretch[] {
  return stretches(seriesOf(cell, name, iteration));
}

function stretches(series: Series | undefined): Stretch[] {
  return (series?.points ?? []).map(([fromMs, durationMs]) => ({ fromMs, toMs: fromMs + durationMs }));
}

/** The actions and waits of a user in an iteration, by the id of the metric that times them. */
export function interactionsOf({ series }: Cell, iteration: number): (Stretch & { metric: string })[] {
  return series
    .filter((each) => each.iteration === iteration)
    .flatMap((each) => {
      const metric = interactionOf(each.name);
      return metric === undefined ? [] : stretches(each).map((stretch) => ({ ...stretch, metric }));
    });
}

/**
 * The interval in which the frames of an iteration are judged: its scrolls from first to last; without any,
 * its act or, when an older record does not contain the act, all of its frames.
 */
export function windowOf(cell: Cell, iteration: number): Stretch | undefined {
  const scrolls = stretchesOf(cell, 'scroll', iteration);
  const asked = scrolls.length > 0 ? scrolls : stretchesOf(cell, 'act', iteration);
  const frames = framesOf(cell, iteration).map(({ atMs }) => atMs);
  if (frames.length === 0 && asked.length === 0) return undefined;
  const [from, to] =
    asked.length > 0 ? [asked.map(({ fromMs }) => fromMs), asked.map(({ toMs }) => toMs)] : [frames, frames];
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
 * The worst timing iteration: the largest share of dropped and partial frames among the valid ones, or among
 * all when none is valid; dropped frames count twice. Undefined when no frames were kept.
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
