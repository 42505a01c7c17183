/**
 * The spread of each metric on a machine and a page, and the smallest change that can be found despite it.
 */

import type { Cell } from '../results/cell.ts';
import type { MetricDefinition } from '../results/metric.ts';
import { holmRejections, rankSumTest } from '../statistics/rank-test.ts';
import { leastDetectable, planLevel, robustDeviation } from '../statistics/sensitivity.ts';
import { confidence, median, shift } from '../statistics/statistics.ts';
import { sidesOf } from './compare-cells.ts';
import { mostPrimary } from './comparison.ts';
import { leastEffectOf } from './least-effect.ts';

/** Values per side for which the smallest detectable change is told: the first look of `ab`, and later ones. */
export const findSizes = [8, 16, 32] as const;

/** One metric of two cells that measured the same. */
export interface Stability {
  metric: MetricDefinition;
  /** Values of both together. */
  n: number;
  median: number;
  /** Robust coefficient of variation: interquartile range / 1.349, over the median; null at a median of 0. */
  variation: number | null;
  /** Hodges–Lehmann shift of the second cell against the first, in the metric's unit. */
  shift: number;
  /** Two-sided p-value of the rank-sum test, not corrected. */
  p: number;
  /** Whether the two cells differ, at 5 % over all metrics (Holm). */
  differs: boolean;
  /** What {@link findsAt} says for each of {@link findSizes}. */
  finds: (number | null)[];
}

/** Every metric for which both cells have values, in the cells' own order. */
export function stabilityOf(
  a: Cell,
  b: Cell,
  metrics: Readonly<Record<string, MetricDefinition>>,
): Stability[] {
  const tested = sidesOf(a, b, metrics, [])
    .filter(({ baseline, candidate }) => baseline.values.length > 0 && candidate.values.length > 0)
    .map(({ metric, baseline, candidate }) => ({
      metric,
      values: [...baseline.values, ...candidate.values],
      shift: shift(baseline.values, candidate.values).estimate,
      p: rankSumTest(baseline.values, candidate.values),
    }));
  const rejections = holmRejections(
    tested.map(({ p }) => p),
    (remaining) => (1 - confidence) / remaining,
  );
  const levels = findSizes.map((n) => ({ n, level: planLevel(n, mostPrimary) }));
  return tested.map(({ values, ...rest }, index) => {
    const spread = { metric: rest.metric, median: median(values), variation: variationOf(values) };
    return {
      ...rest,
      ...spread,
      n: values.length,
      differs: rejections[index] === true,
      finds: levels.map(({ n, level }) => findsAt(spread, n, level)),
    };
  });
}

function variationOf(values: readonly number[]): number | null {
  const middle = Math.abs(median(values));
  return middle === 0 ? null : robustDeviation(values) / middle;
}

/**
 * The smallest change, as a share of the median, that `ab` finds in four of five comparisons with n values
 * per side, three primary metrics and the looks up to n. Null when the median is 0 or n is too small.
 *
 * @param level see {@link planLevel}
 */
export function findsAt(
  { metric, median: middle, variation }: Pick<Stability, 'metric' | 'median' | 'variation'>,
  n: number,
  level: number,
): number | null {
  const share = variation === null ? undefined : leastDetectable(variation, n, level);
  if (share === undefined) return null;
  return Math.max(share, leastEffectOf(metric, 0, 0) / Math.abs(middle));
}
