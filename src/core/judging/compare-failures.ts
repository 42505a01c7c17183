/** Whether a candidate's page fails more often than its baseline's. */
import type { Cell } from '../results/cell.ts';
import type { FailureComparison } from '../results/comparison.ts';
import type { ComparisonStatus } from '../results/metric-comparison.ts';
import { fisherTail } from '../statistics/proportion.ts';
import { comparisonOrder } from './comparison.ts';
import { failuresOf } from './failures.ts';

/** Undefined when neither failed. */
export function compareFailures(
  baseline: Pick<Cell, 'iterations'>,
  candidate: Pick<Cell, 'iterations'>,
): FailureComparison | undefined {
  const sides = { baseline: sideOf(baseline), candidate: sideOf(candidate) };
  if (sides.baseline.failed + sides.candidate.failed === 0) return undefined;
  return { ...sides, p: fisherTail(sides.baseline, sides.candidate) };
}

function sideOf({ iterations }: Pick<Cell, 'iterations'>): FailureComparison['baseline'] {
  const { failed, of, reason } = failuresOf(iterations) ?? { failed: 0, of: 0, reason: null };
  return { failed, of, reason };
}

/**
 * Combines the verdict over the metrics with the failures. A candidate that failed is never `better` or
 * `same`, and one that fails significantly more often is `worse`. The values that a baseline lost are already
 * part of the metrics.
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
