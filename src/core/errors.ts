import type { ErrorCode } from './error-codes.ts';

/** Exit codes of the command line; where several apply, the one listed first wins (2, 3, 1, 0). */
export const exitCode = { good: 0, missed: 1, couldNotRun: 2, invalid: 3, interrupted: 130 } as const;

/**
 * An error that a user can act on: what happened with which values, what to do next, and a stable code to
 * search for. Any other thrown error is a bug of the harness.
 */
export class HarnessError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  /**
   * @param code one of error-codes.ts, which defines the fault
   * @param message what happened, with the values that matter
   * @param hint what to do next, a full sentence
   */
  constructor(code: ErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(`${message}\n  ${hint} (${code})`, options);
    this.name = 'HarnessError';
    this.code = code;
    this.hint = hint;
  }
}

/** The text of anything that was thrown, for messages that quote a cause. */
export function causeText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
