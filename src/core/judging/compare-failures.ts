/** Whether a candidate's page fails more often than its baseline's. */
import { z } from 'zod';
import type { Cell } from '../results/results.ts';
import { fisherTail } from '../statistics/proportion.ts';
import { type ComparisonStatus, comparisonOrder } from './comparison.ts';
import { failuresOf } from './failures.ts';

const side = z.object({
  failed: z.int(),
  /** Iterations that count. */
  of: z.int(),
  /** Of the first that failed; null when none did. */
  reason: z.string().nullable(),
});

export const failureComparison = z.object({
  baseline: side,
  candidate: side,
  /** One-sided p-value of Fisher's exact test that the candidate fails more often. */
  p: z.number(),
});
export type FailureComparison = z.infer<typeof failureComparison>;

/** Undefined when neither failed. */
export function compareFailures(
  baseline: Pick<Cell, 'iterations'>,
  candidate: Pick<Cell, 'iterations'>,
): FailureComparison | undefined {
  const sides = { baseline: sideOf(baseline), candidate: sideOf(candidate) };
  if (sides.baseline.failed + sides.candidate.failed === 0) return undefined;
  return { ...sides, p: fisherTail(sides.baseline, sides.candidate) };
}

function sideOf({ iterations }: Pick<Cell, 'iterations'>): z.infer<typeof side> {
  const { failed, of, reason } = failuresOf(iterations) ?? { failed: 0, of: 0, reason: null };
  return { failed, of, reason };
}

/**
 * The verdict over the metrics, with the failures: nothing good is said of a candidate that failed, and one that
 * fails more often is worse. What a baseline lost is part of the metrics already.
 *
 * @param alpha two-sided level of the comparison
 */
export function withFailures(
  verdict: ComparisonStatus | null,
  failures: FailureComparison | undefined,
  alpha: number,
): ComparisonStatus | null {
  if (failures === undefined || failures.candidate.failed === 0) return verdict;
  const found = [verdict, failures.p <= alpha / 2 ? 'worse' : 'cannot-tell'];
  return comparisonOrder.find((status) => found.includes(status)) ?? null;
}
