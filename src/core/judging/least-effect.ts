import type { MetricDefinition } from '../results/metric.ts';

/**
 * Differences below these matter to nobody, whatever the share of the baseline: a median of 0 has no
 * shares. One frame in a hundred, a hundredth of a layout shift, a millisecond, a kilobyte.
 */
const leastOfUnit: Record<MetricDefinition['unit'], number> = {
  ms: 1,
  percent: 1,
  'per-second': 0.5,
  count: 1,
  bytes: 1_000,
  ratio: 0.01,
  score: 1,
};

/**
 * The smallest effect of interest, in the metric's unit: a share of the baseline's median, and never less
 * than the unit's own or one step of the metric's resolution. The rounding alone turns a difference of
 * nearly nothing into one step.
 */
export function leastEffectOf(
  { unit, resolution }: Pick<MetricDefinition, 'unit' | 'resolution'>,
  baselineMedian: number,
  share: number,
): number {
  return Math.max(Math.abs(baselineMedian) * share, leastOfUnit[unit], resolution ?? leastOfUnit[unit]);
}
