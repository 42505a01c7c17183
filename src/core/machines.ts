/**
 * Whether two runs had a machine of one speed, by the reference workload. Two runs are two machines, also on one
 * host: what ran beside them, heat and the hypervisor differ (docs/decisions/reference-workload.md).
 */
import { z } from 'zod';
import { formatValue } from './format.ts';
import type { MachineFigures } from './machine-figures.ts';
import {
  type Period,
  type Reference,
  type ReferenceReading,
  readingsFor,
  referenceFiguresMs,
} from './reference.ts';
import type { Cell } from './results.ts';
import { type Interval, median, shift } from './statistics.ts';
import { interval } from './verdict.ts';

export const machineComparison = z.object({
  /**
   * `equal`: the whole interval of the change lies within the smallest effect of interest. `changed`: it does not, so
   * that nothing can be said of times. `unknown`: there is nothing to compare.
   */
  status: z.enum(['equal', 'changed', 'unknown']),
  /** By how much longer the reference workload took for the candidate, as a share; null when unknown. */
  change: z.number().nullable(),
  interval: interval.nullable(),
  /** What is added to both ends of the intervals of times, as a share of the baseline's median. */
  allowance: z.number(),
  /** A sentence for people. */
  message: z.string(),
});
export type MachineComparison = z.infer<typeof machineComparison>;

/** The smallest effect of interest where nobody has named one, as a share. */
export const usualEffect = 0.05;

/**
 * How far times of two runs of one build lie apart when nothing is known of the machines, as a share. Conservative:
 * the largest that is published is 17 %. Sources: docs/decisions/reference-workload.md.
 */
export const betweenRunSpread = 0.2;

const percent = (share: number): string => formatValue(100 * share, 'percent');

/** What a run knows of its machine during a cell; undefined without a reading that counts. */
export function machineDuring(
  reference: Reference | undefined,
  cell: Pick<Cell, 'iterations'> | undefined,
  smallestEffect: number,
): MachineFigures | undefined {
  if (reference === undefined) return undefined;
  const figuresMs = referenceFiguresMs(
    cell === undefined ? reference.readings : readingsOf(cell, reference, smallestEffect),
  );
  return figuresMs.length === 0 ? undefined : { version: reference.version, figuresMs };
}

/** Of a merged run those of the cell's own shards only. */
function readingsOf(
  cell: Pick<Cell, 'iterations'>,
  { readings }: Reference,
  smallestEffect: number,
): ReferenceReading[] {
  const shards = new Set(cell.iterations.map(({ machine = 0 }) => machine));
  const own = readings.filter(({ machine = 0 }) => shards.has(machine));
  return readingsFor(own, periodOf(cell), smallestEffect);
}

function periodOf({ iterations }: Pick<Cell, 'iterations'>): Period {
  return {
    fromMs: Math.min(...iterations.map(({ startedAtMs }) => startedAtMs)),
    toMs: Math.max(...iterations.map(({ finishedAtMs }) => finishedAtMs)),
  };
}

/** @param smallestEffect of interest, a share: machines that differ by less are equal */
export function compareMachines(
  baseline: MachineFigures | undefined,
  candidate: MachineFigures | undefined,
  smallestEffect: number,
): MachineComparison {
  if (baseline === undefined || candidate === undefined) return unknown(nameless(baseline, candidate));
  if (baseline.version !== candidate.version) {
    return unknown(
      `The reference workload is version ${baseline.version} in the baseline and ${candidate.version} in the candidate`,
    );
  }
  const logs = [baseline.figuresMs, candidate.figuresMs].map((figures) => figures.map(Math.log));
  const moved = shiftOf(logs[0] ?? [], logs[1] ?? []);
  const change = Math.expm1(moved.estimate);
  const range = {
    low: Math.expm1(moved.interval.low),
    high: Math.expm1(moved.interval.high),
    coverage: moved.interval.coverage,
  };
  const most = Math.max(Math.abs(range.low), Math.abs(range.high));
  const words = `${percent(Math.abs(change))} (${change < 0 ? 'faster' : 'slower'}, ${percent(range.low)} to ${percent(range.high)})`;
  if (most <= smallestEffect) {
    const message = `The machine was the same: its reference workload differs by ${words}, which is added to the intervals of times.`;
    return { status: 'equal', change, interval: range, allowance: most, message };
  }
  const message = `Cannot tell: the machine changed by ${words}.`;
  return { status: 'changed', change, interval: range, allowance: most, message };
}

function nameless(baseline: MachineFigures | undefined, candidate: MachineFigures | undefined): string {
  if (baseline === candidate) return 'Neither run has a reference workload';
  return `The ${baseline === undefined ? 'baseline' : 'candidate'} has no reference workload`;
}

function unknown(why: string): MachineComparison {
  const spread = percent(betweenRunSpread);
  return {
    status: 'unknown',
    change: null,
    interval: null,
    allowance: betweenRunSpread,
    message: `${why}, so the machines may differ: ${spread} of the baseline, the spread between runs, is added to the intervals of times.`,
  };
}

/** Of too few readings for an interval at 95 % the range of all differences stands in, with the coverage that it has. */
function shiftOf(a: readonly number[], b: readonly number[]): { estimate: number; interval: Interval } {
  const { estimate, interval: found } = shift(a, b);
  if (found !== undefined) return { estimate, interval: found };
  const [low, high] = [Math.min(...b) - Math.max(...a), Math.max(...b) - Math.min(...a)];
  return { estimate, interval: { low, high, coverage: shareWithin(a.length, b.length) } };
}

/** Of all arrangements of m and n values those that are not the two most extreme ones. */
function shareWithin(m: number, n: number): number {
  let arrangements = 1;
  for (let factor = 1; factor <= m; factor++) arrangements *= (n + factor) / factor;
  return Math.max(0, 1 - 2 / arrangements);
}

/** The worst of several, which decides where one figure rests on more than two machines. */
export function worstMachine(compared: readonly MachineComparison[]): MachineComparison | undefined {
  const order: readonly MachineComparison['status'][] = ['changed', 'unknown', 'equal'];
  return compared.toSorted(
    (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || b.allowance - a.allowance,
  )[0];
}

/** An interval with what the machine may have added, in the unit of the interval. */
export function widened({ low, high, coverage }: Interval, by: number): Interval {
  return { low: low - by, high: high + by, coverage };
}

/** The median in whose shares an allowance counts. */
export function scaleOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.abs(median(values));
}
