/** Why the figures of an iteration do not count; each reason has a fault, such as `page` or `environment`. */
import { type Blame, blameOf } from '../../core/error-codes.ts';
import { causeText, HarnessError } from '../../core/errors.ts';
import type { Scroll } from '../../metrics/recordings.ts';

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

type Scrolled = Pick<Scroll, 'askedPx' | 'scrolledPx' | 'remainingPx'>;

/** The expected and the scrolled distance of all gestures together. */
export function totalOf(scrolls: readonly Scrolled[]): Pick<Scroll, 'askedPx' | 'scrolledPx'> {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    askedPx: sum(scrolls.map(({ askedPx }) => askedPx)),
    scrolledPx: sum(scrolls.map(({ scrolledPx }) => scrolledPx)),
  };
}

/** Empty, unless too little was scrolled. */
export function scrollReasons(scrolls: readonly Scrolled[]): Reason[] {
  const { askedPx, scrolledPx } = totalOf(scrolls);
  if (scrolledPx >= askedPx * scrolledShare) return [];
  const short = scrolls.findLast((each) => each.scrolledPx < each.askedPx * scrolledShare);
  const isEnd = short?.remainingPx !== undefined && short.remainingPx < 1;
  const text = `${Math.round(scrolledPx)} of ${askedPx} px were scrolled${isEnd ? ', to the end of the list' : ''}`;
  const error = new HarnessError(
    'SCROLLED_TOO_LITTLE',
    `Only ${text}.`,
    isEnd
      ? 'Open a longer list, or scroll a shorter way (--distance of measure).'
      : 'Look whether the page moves its list back meanwhile, or scroll a shorter way (--distance of measure).',
  );
  return [{ ...reasonOf(error), text: `scroll: ${text}` }];
}

/** Whether no server answered at the page's address. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof HarnessError && error.code === 'PAGE_UNREACHABLE';
}
