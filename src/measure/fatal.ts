import { HarnessError } from '../core/errors.ts';

/** Errors after which no further iteration can succeed. */
const fatal = [
  'TARGET_DIED',
  'JOURNAL_NOT_WRITTEN',
  'SHAPER_DIED',
  'INTERRUPTED',
  'LOGIN_FAILED',
  'LOGIN_REFUSED',
  'REPEAT_HIDDEN',
  'REPEAT_MOVED',
  'REPEAT_NOTHING',
  'REPEAT_NOT_TYPED',
];

/** Errors of the page or of what was asked of it: alike every time, unless it has succeeded before. */
const hopelessAtFirst = [
  'CERTIFICATE_REFUSED',
  'ITERATION_TOO_LONG',
  'PAGE_BLANK',
  'PAGE_CRASHED',
  'PAGE_DIALOG',
  'PAGE_LEFT',
  'PAGE_NEVER_LOADED',
  'PAGE_REDIRECTED',
  'PAGE_STATUS',
  'PAGE_UNREACHABLE',
  'SCROLLER_HIDDEN',
  'SCROLLER_TOO_SHORT',
  'SELECTOR_AMBIGUOUS',
  'SELECTOR_INVALID',
  'SELECTOR_MISSING',
];

/** @param succeeded whether an iteration of the cell has come to its end before */
export function isFatal(cause: unknown, succeeded: boolean): boolean {
  if (!(cause instanceof HarnessError)) return false;
  return fatal.includes(cause.code) || (!succeeded && hopelessAtFirst.includes(cause.code));
}
