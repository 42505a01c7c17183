/**
 * How much something grows with each repetition of an action, without assumptions about the shape of
 * the noise. A run is the values before the first repetition and after each; several runs, each in a
 * page of its own, are pooled run by run, so that they may start at different levels.
 */
import { confidence, type Interval, median } from './statistics.ts';

export type TrendRun = readonly number[];

/** The slopes between all pairs of values within a run, for all runs. */
function pairSlopes(runs: readonly TrendRun[]): number[] {
  return runs.flatMap((run) =>
    run.flatMap((later, j) => run.slice(0, j).map((earlier, i) => (later - earlier) / (j - i))),
  );
}

/**
 * Growth per repetition: the median of the slopes between all pairs of a run's values.
 *
 * Source: Sen 1968; over several runs Hirsch, Slack and Smith 1982 (the seasonal Kendall slope).
 *
 * @throws RangeError when no run has two values
 */
export function trend(runs: readonly TrendRun[]): number {
  return median(pairSlopes(runs));
}

/**
 * An interval of the growth per repetition that is valid for both kinds of noise: the hull of two exact ones.
 * It is wider than each, but which kind of noise a heap has is not known.
 *
 * - Noise of the reading, new each time: between order statistics of the pair slopes, by the null
 *   distribution of Kendall's S (Sen 1968).
 * - Noise that stays, such as a cache that took something in: between Walsh averages of the increments, by
 *   the null distribution of the signed-rank statistic (Hollander and Wolfe, 3.3).
 *
 * Undefined when there are too few values: one run needs 6 repetitions at 95 %.
 */
export function trendInterval(runs: readonly TrendRun[], level = confidence): Interval | undefined {
  const steps = runs.flatMap((run) => run.slice(1).map((value, index) => value - (run[index] ?? value)));
  const walsh = steps.flatMap((a, i) => steps.slice(i).map((b) => (a + b) / 2));
  const ofReadings = between(pairSlopes(runs), concordances(runs), level);
  const ofSteps = between(walsh, rankSums(steps.length), level);
  if (ofReadings === undefined || ofSteps === undefined) return undefined;
  return {
    low: Math.min(ofReadings.low, ofSteps.low),
    high: Math.max(ofReadings.high, ofSteps.high),
    coverage: Math.min(ofReadings.coverage, ofSteps.coverage),
  };
}

/**
 * The narrowest pair of order statistics with the requested coverage, by the null distribution of their rank.
 */
function between(values: readonly number[], probabilities: readonly number[], level: number) {
  const sorted = values.toSorted((a, b) => a - b);
  let tail = 0;
  let best: Interval | undefined;
  for (let k = 1; k <= Math.floor(sorted.length / 2); k++) {
    tail += probabilities[k - 1] ?? 0;
    const [low, high] = [sorted[k - 1], sorted[sorted.length - k]];
    if (1 - 2 * tail < level || low === undefined || high === undefined) break;
    best = { low, high, coverage: 1 - 2 * tail };
  }
  return best;
}

/** Distribution of the number of ascending pairs when nothing grows, over all runs. */
function concordances(runs: readonly TrendRun[]): number[] {
  return runs
    .flatMap((run) => run.slice(1).map((_, index) => new Array<number>(index + 2).fill(1 / (index + 2))))
    .reduce(convolve, [1]);
}

/** Distribution of the sum of the ranks of positive steps when nothing grows. */
function rankSums(steps: number): number[] {
  let distribution = [1];
  for (let rank = 1; rank <= steps; rank++) {
    const before = distribution;
    distribution = Array.from(
      { length: before.length + rank },
      (_, sum) => ((before[sum] ?? 0) + (before[sum - rank] ?? 0)) / 2,
    );
  }
  return distribution;
}

function convolve(a: readonly number[], b: readonly number[]): number[] {
  const product = new Array<number>(a.length + b.length - 1).fill(0);
  for (const [i, x] of a.entries()) {
    for (const [j, y] of b.entries()) product[i + j] = (product[i + j] ?? 0) + x * y;
  }
  return product;
}
