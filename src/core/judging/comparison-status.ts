import type { ComparisonStatus, ComparisonUnit, MetricComparison } from '../results/metric-comparison.ts';
import type { MetricArms } from './metric-arms.ts';

type Judged = Pick<MetricComparison, 'status' | 'reason'>;

/** Status and reason of a metric that cannot be tested. */
export function untested(sides: MetricArms): Judged {
  for (const name of ['baseline', 'candidate'] as const) {
    const { invalid, missing, values } = sides[name];
    if (invalid !== undefined) return { status: 'invalid', reason: `The ${name} is invalid: ${invalid}` };
    if (values.length === 0) {
      return {
        status: 'cannot-tell',
        reason: `No valid iteration of the ${name} measured it${missing === undefined ? '' : `: ${missing}`}.`,
      };
    }
  }
  return { status: 'cannot-tell', reason: 'No block has a value of both sides.' };
}

/**
 * An iteration without a value may have been the slowest one. So `worse` holds only when the baseline lost no
 * value, `better` only when the candidate lost none, and `same` only when neither did.
 */
export function withLosses(judged: Judged, { baseline, candidate }: MetricArms): Judged {
  const lost = baseline.lost + candidate.lost;
  if (judged.status === 'worse' && baseline.lost === 0) return judged;
  if (judged.status === 'better' && candidate.lost === 0) return judged;
  if (lost === 0 || judged.status === 'cannot-tell') return judged;
  return { status: 'cannot-tell', reason: lossReason({ baseline, candidate }) };
}

/** The reason when missing values make a comparison inconclusive. */
export function lossReason({ baseline, candidate }: Pick<MetricArms, 'baseline' | 'candidate'>): string {
  const lost = baseline.lost + candidate.lost;
  return `${lost} of ${lost + baseline.values.length + candidate.values.length} iterations gave no value.`;
}

export function statusOf(
  estimate: number,
  { rejected, within, better }: { rejected: boolean; within: boolean; better: 'lower' | 'higher' },
): ComparisonStatus {
  if (within) return 'same';
  // A test may reject while the estimate is 0: there is a difference, but it has no direction.
  if (!rejected || estimate === 0) return 'cannot-tell';
  return estimate > 0 === (better === 'higher') ? 'better' : 'worse';
}

const testNames: Record<ComparisonUnit, string> = {
  iteration: 'rank-sum test',
  block: 'permutation test within the blocks',
};

export function reasonOf(
  status: ComparisonStatus,
  { unit, rejected, fewest }: { unit: ComparisonUnit; rejected: boolean; fewest: number | undefined },
): string {
  switch (status) {
    case 'same':
      return rejected
        ? 'They differ, but by less than the smallest effect of interest.'
        : 'The whole interval lies within the smallest effect of interest.';
    case 'better':
    case 'worse':
      return `The ${testNames[unit]} tells them apart, and the interval reaches beyond the smallest effect of interest.`;
    case 'cannot-tell':
      return fewest === undefined
        ? `The interval reaches from no difference to one that matters; more ${unit}s narrow it.`
        : tooFew(unit, fewest);
    case 'invalid':
      return 'An arm was not measured as configured.';
    default:
      return status satisfies never;
  }
}

function tooFew(unit: ComparisonUnit, fewest: number): string {
  return unit === 'block'
    ? `There are too few blocks to tell at this level; ${fewest} are the fewest.`
    : `There are too few values to tell at this level; ${fewest} against ${fewest} are the fewest.`;
}
