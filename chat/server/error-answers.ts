import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorResponse } from '../shared/api.ts';
import { ApiError, errorCode, errorText } from './errors.ts';

const retryAfterSeconds = 1;

/** Sends every error in the shape of `errorResponse`, and 404 for unknown paths. */
export function addErrorAnswers(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | ApiError>((error, request, reply) => {
    const known = toApiError(error);
    if (known.status >= 500) request.log.error({ code: known.code, cause: causeOf(error) }, known.message);
    if (known.status === 503) reply.header('retry-after', retryAfterSeconds);
    return answer(reply, known);
  });
  app.setNotFoundHandler((request, reply) => answer(reply, noSuchPath(request)));
}

function answer(reply: FastifyReply, { status, code, message }: ApiError): FastifyReply {
  // The route may have set these headers for a file that does not exist.
  for (const header of ['content-disposition', 'content-type', 'link']) reply.removeHeader(header);
  const body: ErrorResponse = { error: { code, message } };
  return reply.status(status).header('cache-control', 'no-store').send(body);
}

function toApiError(error: FastifyError | ApiError): ApiError {
  if (error instanceof ApiError) return error;
  // Fastify's own errors: a body that is not JSON, is too large, or has another type.
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new ApiError(error.statusCode, 'REQUEST_INVALID', error.message, { cause: error });
  }
  // SQLSTATE class 22, data exception: a value that PostgreSQL cannot hold, such as text with U+0000.
  if (/^22...$/.test(errorCode(error) ?? '')) {
    return new ApiError(400, 'INPUT_INVALID', 'A value has characters or a size that cannot be stored.', {
      cause: error,
    });
  }
  return new ApiError(500, 'INTERNAL', 'The server failed. Its log says why.', { cause: error });
}

/** For the log: the cause of an {@link ApiError}, or the stack of any other error. */
function causeOf(error: Error): string | undefined {
  if (error instanceof ApiError) return error.cause === undefined ? undefined : errorText(error.cause);
  return error.stack ?? error.message;
}

function noSuchPath({ method, url }: FastifyRequest): ApiError {
  return new ApiError(404, 'NOT_FOUND', `There is nothing at ${method} ${url.split('?', 1)[0]}.`);
}
