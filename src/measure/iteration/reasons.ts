/** Why the figures of an iteration do not count; each reason has a fault, such as `page` or `environment`. */
import { type Blame, blameOf } from '../../core/error-codes.ts';
import { causeText, HarnessError } from '../../core/errors.ts';

export interface Reason extends Blame {
  /** As in results.json. */
  text: string;
  /** The thrown error, or the error to throw when the cell ends for this reason. */
  error?: unknown;
}

const unknownBlame: Blame = { fault: 'harness', atFirst: 'harness', excusable: false };
const backendBlame: Blame = { fault: 'page', atFirst: 'page', excusable: true };

/** The reason for a thrown error. An error without a harness code may be a bug of the harness. */
export function reasonOf(error: unknown): Reason {
  const blame = error instanceof HarnessError ? blameOf(error.code) : unknownBlame;
  return { ...blame, text: causeText(error), error };
}

/** A setting that was not as expected: host, network, CPU or load generator. */
export function disturbance(text: string): Reason {
  return { fault: 'environment', atFirst: 'environment', excusable: false, text };
}

/**
 * The target's backend failed its background traffic, and nothing else was wrong with that traffic. This
 * counts as a failure of the page, even if the page looked fine meanwhile. If it were repeated, the verdict
 * would cover only visits that the backend survived.
 */
export function failingTarget(text: string): Reason {
  return { ...backendBlame, text };
}

/** At least this share of the expected distance must have been scrolled. */
const scrolledShare = 0.95;

/** Empty, unless too little was scrolled. */
export function scrollReasons(askedPx: number, scrolledPx: number): Reason[] {
  if (scrolledPx >= askedPx * scrolledShare) return [];
  const text = `${Math.round(scrolledPx)} of ${askedPx} px were scrolled`;
  const error = new HarnessError(
    'SCROLLED_TOO_LITTLE',
    `Only ${text}.`,
    'Scroll a shorter way with --distance, or look whether the page moves its list back meanwhile.',
  );
  return [{ ...reasonOf(error), text: `scroll: ${text}` }];
}

/** Whether no server answered at the page's address. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof HarnessError && error.code === 'PAGE_UNREACHABLE';
}
