import { z } from 'zod';
import { parameters } from './cell.ts';
import { machineComparison } from './machine-comparison.ts';
import { comparisonPlan, comparisonStatus, guard, metricComparison } from './metric-comparison.ts';

/** How often the page of one side failed. */
const failedSide = z.object({
  failed: z.int(),
  /** Iterations that count. */
  of: z.int(),
  /** Of the first that failed; null when none did. */
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
  /** What people call it: a file, a URL, a build. */
  label: z.string(),
  /** The commit that was built, with `+dirty` where files differed from it; missing of what is no build. */
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
  /** The planned look at which the data was judged, from 1; null when the number was fixed. */
  look: z.int().nullable(),
  /** Differences of environment, data or metric versions that were overruled, so that nothing is sure. */
  forced: z.array(z.string()),
  /** Of two runs by their reference workload; missing within one run, and in results of before. */
  machine: machineComparison.optional(),
  metrics: z.array(metricComparison),
  /** How often the page failed on either side; missing when it never did. */
  failures: failureComparison.optional(),
  /** Over the metrics that are not primary; missing where there was none. */
  guard: guard.optional(),
  /** Over the primary metrics, what the guard found and the failures of the page; null when there is none of them. */
  verdict: comparisonStatus.nullable(),
});
export type Comparison = z.infer<typeof comparison>;

/** What a run knows of a comparison of two of its own arms before it is judged. */
export const comparedArms = comparison
  .pick({ scenario: true, params: true, profile: true, plan: true, look: true })
  .extend({
    baseline: comparedSide.omit({ run: true }),
    candidate: comparedSide.omit({ run: true }),
  });
export type ComparedArms = z.infer<typeof comparedArms>;
