import { z } from 'zod';
import { parameters } from './cell.ts';
import { machineComparison } from './machine-comparison.ts';
import { comparisonPlan, comparisonStatus, guard, metricComparison } from './metric-comparison.ts';

/** How often the page of one side failed. */
const failedSide = z.object({
  failed: z.int(),
  /** Iterations that count. */
  of: z.int(),
  /** Reason of the first failure; null without failures. */
  reason: z.string().nullable(),
});

export const failureComparison = z.object({
  baseline: failedSide,
  candidate: failedSide,
  /** One-sided p-value of Fisher's exact test that the candidate fails more often. */
  p: z.number(),
});
export type FailureComparison = z.infer<typeof failureComparison>;

/** One side of a comparison. */
const comparedSide = z.object({
  /** The label of the side: a file, a URL, a build. */
  label: z.string(),
  /** The commit that was built, with `+dirty` when files differed from it; missing when nothing was built. */
  commit: z.string().optional(),
  /** Id of the run that it was measured in. */
  run: z.string(),
  arm: z.string(),
});

/** Two cells of the same scenario, parameters and profile, the first being the baseline. */
export const comparison = z.object({
  scenario: z.string(),
  params: parameters,
  profile: z.string(),
  baseline: comparedSide,
  candidate: comparedSide,
  plan: comparisonPlan,
  /** The planned look at which the data was judged, from 1; null for a fixed number of values. */
  look: z.int().nullable(),
  /**
   * Differences of environment, data or metric versions that were overruled, so that no result is certain.
   */
  forced: z.array(z.string()),
  /**
   * The machines of two runs, compared by reference workload; missing within one run, and in older results.
   */
  machine: machineComparison.optional(),
  metrics: z.array(metricComparison),
  /** How often the page failed on either side; missing when it never did. */
  failures: failureComparison.optional(),
  /** The guard over the metrics that are not primary; missing without one. */
  guard: guard.optional(),
  /**
   * The verdict over the primary metrics, the findings of the guard and the failures of the page; null when
   * there is none of them.
   */
  verdict: comparisonStatus.nullable(),
});
export type Comparison = z.infer<typeof comparison>;

/** A comparison of two arms of one run, before it is judged. */
export const comparedArms = comparison
  .pick({ scenario: true, params: true, profile: true, plan: true, look: true })
  .extend({
    baseline: comparedSide.omit({ run: true }),
    candidate: comparedSide.omit({ run: true }),
  });
export type ComparedArms = z.infer<typeof comparedArms>;
