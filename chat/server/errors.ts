/**
 * A response with a status of 400 or more: an error of the client, or a resource that the server lacks now.
 * Its message is sent to the client, so it must not contain secrets or internals.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  /** @param code upper snake case, part of the API; see `errorResponse` in the contract */
  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/** The error for anything that does not exist or that the user may not see: both look the same. */
export function notFound(what: string): ApiError {
  return new ApiError(
    404,
    'NOT_FOUND',
    `There is no such ${what}, or you are not a member of its conversation.`,
  );
}

/** Why the server did not start, for the person or program that started it. */
export class StartError extends Error {
  readonly code: string;
  readonly hint: string;

  /** @param hint what to do next, a full sentence */
  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
    this.code = code;
    this.hint = hint;
  }
}

/** The `code` of a Node or PostgreSQL error, such as `ECONNREFUSED` or `23505`; undefined if it has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The text of anything that was thrown; an `AggregateError` has its text in its parts. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(errorText).join('; ');
  return error instanceof Error ? error.message : String(error);
}
