import type { Interval } from '../statistics/statistics.ts';
import { type TrendRun, trend, trendInterval } from '../statistics/trend.ts';

/** How often an action is repeated: a prime, so that growth by a multiple of it is hardly a coincidence. */
export const leakRepetitions = 7;

/** Repetitions before the measured ones: they fill caches and compile code that later ones only use. */
export const leakWarmUps = 2;

export type LeakStatus = 'leaks' | 'clean' | 'cannot-tell';

export interface LeakVerdict {
  status: LeakStatus;
  /** Growth per repetition in the metric's unit. */
  perRepetition: number;
  interval: Interval | undefined;
  /** For counts: the growth per repetition, when it is the same whole number in every run. */
  everyTime: number | undefined;
}

/**
 * The smallest growth of interest per repetition: 1,000 bytes, or a count of one. Below it, a thousand
 * repetitions a day cost a page less than a megabyte.
 */
export function leastGrowth(unit: 'bytes' | 'count'): number {
  return unit === 'bytes' ? 1_000 : 1;
}

/**
 * Whether repetitions of an action leave something behind.
 *
 * `leaks` when the whole interval reaches the smallest growth of interest and the growth continues: growth
 * that fades is a cache that fills. `clean` when the whole interval lies below it. Simulations test the error
 * rates of both, for noise of single readings and for noise that stays.
 *
 * @param runs the values after the warm-up and after each repetition, a run for each iteration
 */
export function judgeLeak(runs: readonly TrendRun[], unit: 'bytes' | 'count'): LeakVerdict {
  const least = leastGrowth(unit);
  const interval = trendInterval(runs);
  return {
    status: statusOf(runs, interval, least),
    perRepetition: trend(runs),
    interval,
    everyTime: unit === 'count' ? sameEveryTime(runs) : undefined,
  };
}

function statusOf(runs: readonly TrendRun[], interval: Interval | undefined, least: number): LeakStatus {
  if (interval === undefined) return 'cannot-tell';
  if (interval.high < least) return 'clean';
  return interval.low >= least && goesOn(runs, least) ? 'leaks' : 'cannot-tell';
}

/** Whether the second half of the repetitions grows enough, and at least half as fast as the first. */
function goesOn(runs: readonly TrendRun[], least: number): boolean {
  const middle = (run: TrendRun) => Math.floor((run.length - 1) / 2);
  const early = trend(runs.map((run) => run.slice(0, middle(run) + 1)));
  const late = trend(runs.map((run) => run.slice(middle(run))));
  return late >= least && late >= early / 2;
}

function sameEveryTime(runs: readonly TrendRun[]): number | undefined {
  const [growth, ...others] = new Set(runs.map(growthPerRepetition));
  const same = growth !== undefined && others.length === 0;
  return same && growth > 0 && Number.isInteger(growth) ? growth : undefined;
}

/** NaN for a run without a repetition. */
function growthPerRepetition(run: TrendRun): number {
  const [first = Number.NaN] = run;
  return ((run.at(-1) ?? Number.NaN) - first) / (run.length - 1);
}
