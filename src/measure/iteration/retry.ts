/** What follows from how an iteration ended: docs/decisions/failures.md. */

import type { Iteration } from '../../core/results/iteration.ts';
import type { PassId } from '../../core/results/metric.ts';
import type { Reason } from './reasons.ts';

/** One try at an iteration, and what came before it in its cell. */
export interface Tried {
  pass: PassId;
  reasons: readonly Reason[];
  /** The page has come to the end of a visit of this cell before. */
  succeeded: boolean;
  /** It has failed in a visit of this cell before. */
  failedBefore: boolean;
  /** Iterations of this pass that were planned, and those that were repeated until now. */
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
 * Only what the page had no part in is repeated: if failures were repeated as well, the verdict would be that
 * of the survivors.
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
  // A recorded pass is for people: what disturbed it disturbs no figure.
  const again = pass !== 'recorded' && repeats < mostRepeats(planned);
  return { next: again ? 'repeat' : 'go-on', status: 'invalid' };
}

/** The recorded pass slows the page down by itself: that it was too slow there says nothing of the other passes. */
function isLenient(pass: PassId, { excusable }: Reason): boolean {
  return pass === 'recorded' && excusable;
}

/** Whether the page came to the end of its visit, however the setting around it was. */
export function isComplete(reasons: readonly Reason[]): boolean {
  return reasons.every(({ error }) => error === undefined);
}
