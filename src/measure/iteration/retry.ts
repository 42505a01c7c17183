/** Decides what follows from the way an iteration ended: docs/decisions/failures.md. */

import type { Iteration } from '../../core/results/iteration.ts';
import type { PassId } from '../../core/results/metric.ts';
import type { Reason } from './reasons.ts';

/** One try at an iteration, and the earlier results of its cell. */
export interface Tried {
  pass: PassId;
  reasons: readonly Reason[];
  /** The page has completed an earlier visit of this cell. */
  succeeded: boolean;
  /** The page has failed in an earlier visit of this cell. */
  failedBefore: boolean;
  /** Planned iterations of this pass, and repeats so far. */
  planned: number;
  repeats: number;
}

export type Decision =
  | { next: 'go-on' | 'repeat'; status: Iteration['status'] }
  /** No later iteration of the cell can do better. */
  | { next: 'end'; error: unknown };

/** At most min(3, planned) repeats a pass. */
function mostRepeats(planned: number): number {
  return Math.min(3, planned);
}

/**
 * Repeats only iterations that failed without the page's part in it. If page failures were repeated as well,
 * the verdict would cover only the visits that succeeded.
 */
export function decide({ pass, reasons, succeeded, failedBefore, planned, repeats }: Tried): Decision {
  if (reasons.length === 0) return { next: 'go-on', status: 'valid' };
  const disturbed = reasons.some(({ fault }) => fault === 'environment');
  const standing = reasons
    .filter(({ excusable }) => !(excusable && disturbed))
    .map((reason) => {
      const byChance = reason.byChance === true && !failedBefore;
      const itself = succeeded || byChance || isLenient(pass, reason);
      return { ...reason, fault: itself ? reason.fault : reason.atFirst };
    });
  const final = standing.find(({ fault }) => fault === 'request' || fault === 'run');
  if (final !== undefined) return { next: 'end', error: final.error };
  if (standing.some(({ fault }) => fault === 'page')) return { next: 'go-on', status: 'failed' };
  // No budget is about a recorded pass, so a disturbed one is not repeated.
  const again = pass !== 'recorded' && repeats < mostRepeats(planned);
  return { next: again ? 'repeat' : 'go-on', status: 'invalid' };
}

/**
 * The recorded pass slows the page down by itself: being too slow there does not predict the other passes.
 */
function isLenient(pass: PassId, { excusable }: Reason): boolean {
  return pass === 'recorded' && excusable;
}

/** Whether the page completed its visit, whatever the conditions were. */
export function isComplete(reasons: readonly Reason[]): boolean {
  return reasons.every(({ error }) => error === undefined);
}
