import { z } from 'zod';
import { interval } from './verdict.ts';

/** What counts as one value: an iteration by itself, or a block with its own browser. */
export const comparisonUnit = z.enum(['iteration', 'block']);
export type ComparisonUnit = z.infer<typeof comparisonUnit>;

/**
 * `same`: the whole interval lies within the least effect that matters. `invalid`: a side was not measured
 * as asked for.
 */
export const comparisonStatus = z.enum(['better', 'worse', 'same', 'cannot-tell', 'invalid']);
export type ComparisonStatus = z.infer<typeof comparisonStatus>;

export const metricComparison = z.object({
  metric: z.string(),
  /** One of the named metrics that decide together. */
  primary: z.boolean(),
  /**
   * `primary` metrics decide; one that became grossly worse decides as `guard`; the `exploratory` rest
   * decides nothing. Missing in results of before there was a guard.
   */
  role: z.enum(['primary', 'guard', 'exploratory']).optional(),
  status: comparisonStatus,
  baseline: z.object({ n: z.int(), median: z.number().nullable() }),
  candidate: z.object({ n: z.int(), median: z.number().nullable() }),
  /** Hodges–Lehmann estimate of candidate − baseline, in the metric's unit. */
  shift: z.number().nullable(),
  /** Blocks with a value of both sides; missing where single iterations were compared. */
  blocks: z.int().optional(),
  /** At 95 %, or wider where alpha is shared with other cells or spent over several looks. */
  interval: interval.nullable(),
  /** Two-sided p-value of the rank-sum test, or of the signed-rank test over blocks, not corrected. */
  p: z.number().nullable(),
  /** The least difference that matters, in the metric's unit. */
  leastEffect: z.number().nullable(),
  /**
   * Of a primary metric: the smallest shift that so many values, as far apart as these, find in four of five
   * comparisons by this plan. Missing where they are too few to find any.
   */
  detectable: z.number().optional(),
  /** One sentence that a person can act on. */
  reason: z.string(),
});
export type MetricComparison = z.infer<typeof metricComparison>;

export const comparisonPlan = z.object({
  /** Of this comparison, over its primary metrics and all looks; a family of cells shares 5 %. */
  alpha: z.number(),
  primary: z.array(z.string()).max(3),
  /** Of the baseline's median, 0.05 for 5 %. */
  minEffect: z.number(),
  /** What is ranked; missing for single iterations. */
  unit: comparisonUnit.optional(),
  /** Values an arm, or blocks, at each planned look; null when the number was fixed. */
  looks: z.array(z.int()).nullable(),
  /** What the guard over the other metrics may spend beside `alpha`; missing without a guard. */
  guardAlpha: z.number().optional(),
});
export type ComparisonPlan = z.infer<typeof comparisonPlan>;

/** What the guard looked at. */
export const guard = z.object({
  /** Its own false alarms, over all its metrics and looks, beside those of the primary metrics. */
  alpha: z.number(),
  metrics: z.array(z.string()),
  /** With fewer values a side, or blocks, it can find nothing. */
  fewest: z.int(),
});
export type Guard = z.infer<typeof guard>;
