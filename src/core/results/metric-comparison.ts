import { z } from 'zod';
import { interval } from './verdict.ts';

/** What counts as one value: a single iteration, or a block with its own browser. */
export const comparisonUnit = z.enum(['iteration', 'block']);
export type ComparisonUnit = z.infer<typeof comparisonUnit>;

/**
 * `same`: the whole interval lies within the smallest effect of interest. `invalid`: a side was not measured
 * as configured.
 */
export const comparisonStatus = z.enum(['better', 'worse', 'same', 'cannot-tell', 'invalid']);
export type ComparisonStatus = z.infer<typeof comparisonStatus>;

export const metricComparison = z.object({
  metric: z.string(),
  /** One of the named metrics that decide together. */
  primary: z.boolean(),
  /**
   * `primary` metrics decide; a metric that became grossly worse decides as `guard`; the others are
   * `exploratory` and do not count for the verdict. Missing in results from before the guard existed.
   */
  role: z.enum(['primary', 'guard', 'exploratory']).optional(),
  status: comparisonStatus,
  baseline: z.object({ n: z.int(), median: z.number().nullable() }),
  candidate: z.object({ n: z.int(), median: z.number().nullable() }),
  /** Candidate − baseline in the metric's unit: Hodges–Lehmann estimate, or mean over the blocks. */
  shift: z.number().nullable(),
  /** Blocks with a value of both sides; missing when single iterations were compared. */
  blocks: z.int().optional(),
  /** At 95 %, or wider when alpha is shared with other cells or spent over several looks. */
  interval: interval.nullable(),
  /** Two-sided p-value of the rank-sum test, or of the permutation test within blocks, not corrected. */
  p: z.number().nullable(),
  /** The smallest effect of interest, in the metric's unit. */
  leastEffect: z.number().nullable(),
  /**
   * For a primary metric: the smallest shift that values of this number and spread find in four of five
   * comparisons with this plan. Missing when there are too few values to find any.
   */
  detectable: z.number().optional(),
  /** One sentence that a person can act on. */
  reason: z.string(),
});
export type MetricComparison = z.infer<typeof metricComparison>;

export const comparisonPlan = z.object({
  /**
   * Error rate of this comparison, over its primary metrics and all looks; all cells of a family share 5 %.
   */
  alpha: z.number(),
  primary: z.array(z.string()).max(3),
  /** Smallest effect of interest, as a share of the baseline's median: 0.05 for 5 %. */
  minEffect: z.number(),
  /** What counts as one value; missing for single iterations. */
  unit: comparisonUnit.optional(),
  /** Values per arm, or blocks, at each planned look; null when the number was fixed. */
  looks: z.array(z.int()).nullable(),
  /** Error rate of the guard over the other metrics, in addition to `alpha`; missing without a guard. */
  guardAlpha: z.number().optional(),
});
export type ComparisonPlan = z.infer<typeof comparisonPlan>;

/** What the guard tested. */
export const guard = z.object({
  /** Its own error rate over all its metrics and looks, in addition to that of the primary metrics. */
  alpha: z.number(),
  metrics: z.array(z.string()),
  /** With fewer values per side, or blocks, it cannot find anything. */
  fewest: z.int(),
});
export type Guard = z.infer<typeof guard>;
