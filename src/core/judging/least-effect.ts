import type { MetricDefinition } from '../results/metric.ts';

/**
 * Smallest effect of interest in each unit, whatever the baseline: a share of a median of 0 would be 0. One
 * frame in a hundred, a hundredth of a layout shift, a millisecond, a kilobyte.
 */
const leastOfUnit: Record<MetricDefinition['unit'], number> = {
  ms: 1,
  percent: 1,
  'per-second': 0.5,
  count: 1,
  bytes: 1_000,
  ratio: 0.01,
  score: 1,
  px: 1,
};

/**
 * The smallest effect of interest, in the metric's unit: a share of the baseline's median, but at least the
 * unit's minimum and one step of the metric's resolution. Rounding alone can turn a tiny difference into one
 * step.
 */
export function leastEffectOf(
  { unit, resolution }: Pick<MetricDefinition, 'unit' | 'resolution'>,
  baselineMedian: number,
  share: number,
): number {
  return Math.max(Math.abs(baselineMedian) * share, leastOfUnit[unit], resolution ?? leastOfUnit[unit]);
}
