import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './errors.ts';

const minuteMs = 60_000;
const noHeaders = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

/**
 * Responds with 429 and `Retry-After` to a user who sends more than `perMinute` writes; reads are not
 * limited. Applies to routes that are registered afterwards and know their user.
 */
export async function limitWrites(app: FastifyInstance, perMinute: number): Promise<void> {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: minuteMs,
    // The first hook that knows the user.
    hook: 'preHandler',
    keyGenerator: ({ userId }) => userId,
    allowList: ({ method }) => method === 'GET' || method === 'HEAD',
    addHeaders: noHeaders,
    addHeadersOnExceeding: noHeaders,
    errorResponseBuilder: (_request, { after }) =>
      new ApiError(429, 'TOO_MANY_REQUESTS', `You write too much. Try again in ${after}.`),
  });
}

/** Counts one attempt. @throws {ApiError} 429 `TOO_MANY_REQUESTS`, with `Retry-After` set */
export type CountTry = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Limits how often passwords are tried. Counts right passwords too, because guesses look like other logins.
 * @param keyOf names the user whose password a request tries
 */
export async function limitPasswords(
  app: FastifyInstance,
  perMinute: number,
  keyOf: (request: FastifyRequest) => string,
): Promise<CountTry> {
  await app.register(rateLimit, { global: false });
  const count = app.createRateLimit({ max: perMinute, timeWindow: minuteMs, keyGenerator: keyOf });
  return async (request, reply) => {
    const tries = await count(request);
    if (tries.isAllowed || !tries.isExceeded) return;
    reply.header('retry-after', tries.ttlInSeconds);
    const message = `Too many passwords were tried. Try again in ${tries.ttlInSeconds} s.`;
    throw new ApiError(429, 'TOO_MANY_REQUESTS', message);
  };
}
