/** The panels of a cell's load timeline; `load-timeline.ts` draws them. */
import { formatValue } from '../../core/format.ts';
import type { Cell } from '../../core/results/cell.ts';
import { shownFrames, windowOf } from './frames.ts';
import type { ColorName } from './svg.ts';

export type Point = [number, number];

/** A line of a panel; `filled` draws the area below it, `dash` distinguishes it without colour. */
export interface Curve {
  words: string;
  color: ColorName;
  points: readonly Point[];
  filled?: boolean;
  dash?: string;
  /** Holds its value until the next point, as a count does. */
  steps?: boolean;
}

export interface Panel {
  title: string;
  format: (value: number) => string;
  /** Whether values are whole numbers, so that no tick lies between two of them. */
  whole?: boolean;
  curves: readonly Curve[];
  bars?: { points: readonly Bar[]; widthMs: number };
}

export interface Bar {
  atMs: number;
  partial: number;
  dropped: number;
}

const frameBinMs = 1000;

/** The panels that the cell's series allow; none without a series of load or database. */
export function panelsOf(cell: Cell): Panel[] {
  const panels = [loadPanel(cell), responsePanel(cell), databasePanel(cell)].filter(hasPoints);
  const frames = framesPanel(cell);
  return panels.length === 0 || frames === undefined ? panels : [...panels, frames];
}

function hasPoints({ curves }: Panel): boolean {
  return curves.some(({ points }) => points.length > 1);
}

function pointsOf({ series }: Cell, name: string): Point[] {
  return series
    .filter((each) => each.name === name && each.iteration === null)
    .flatMap(({ points }) => points);
}

function loadPanel(cell: Cell): Panel {
  return {
    title: 'Operations per second',
    format: (value) => formatValue(value, 'count'),
    curves: [
      { words: 'completed', color: 'good', points: pointsOf(cell, 'traffic-completed'), filled: true },
      { words: 'offered', color: 'ink', points: pointsOf(cell, 'traffic-offered'), dash: '5 3' },
      { words: 'failed or throttled', color: 'bad', points: pointsOf(cell, 'traffic-failed') },
    ],
  };
}

function responsePanel(cell: Cell): Panel {
  const points = pointsOf(cell, 'traffic-response-p95');
  return {
    title: 'Response time of the load',
    format: (value) => formatValue(value, 'ms'),
    curves: [{ words: 'p95 of each second', color: 'line', points }],
  };
}

function databasePanel(cell: Cell): Panel {
  const curve = (words: string, name: string, color: ColorName, dash = ''): Curve => ({
    words,
    color,
    dash,
    points: pointsOf(cell, name),
    steps: true,
  });
  return {
    title: 'Database sessions',
    whole: true,
    format: (value) => formatValue(value, 'count'),
    curves: [
      curve('active', 'database-active', 'second'),
      curve('waiting', 'database-waiting', 'warn', '5 3'),
      curve('blocked by a lock', 'database-blocked', 'bad'),
    ],
  };
}

/** Dropped and partial frames in each second; undefined when no frames were kept. */
function framesPanel(cell: Cell): Panel | undefined {
  const bins = new Map<number, Bar>();
  for (const { index } of cell.iterations) {
    for (const { atMs, state } of shownFrames(cell, index)) {
      const start = Math.floor(atMs / frameBinMs) * frameBinMs;
      const bin = bins.get(start) ?? { atMs: start, partial: 0, dropped: 0 };
      if (state !== 'presented') bin[state] += 1;
      bins.set(start, bin);
    }
  }
  if (bins.size === 0) return undefined;
  return {
    title: 'Frames of the browser within the shaded times, each second',
    whole: true,
    format: (value) => formatValue(value, 'count'),
    curves: [
      { words: 'dropped', color: 'bad', points: [] },
      { words: 'partial', color: 'warn', points: [] },
    ],
    bars: { points: [...bins.values()], widthMs: frameBinMs },
  };
}

/** The judged interval of each iteration that has one, see {@link windowOf}. */
export function timingStretches(cell: Cell): { index: number; fromMs: number; toMs: number }[] {
  return cell.iterations.flatMap(({ index }) => {
    const window = windowOf(cell, index);
    return window === undefined ? [] : [{ index, ...window }];
  });
}
