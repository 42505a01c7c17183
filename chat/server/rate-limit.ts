import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { ApiError } from './errors.ts';

const noHeaders = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

/**
 * Answers 429 with `Retry-After` to a user who writes more often than `perMinute`; reading is free. For routes
 * that are registered afterwards and know their user.
 */
export async function limitWrites(app: FastifyInstance, perMinute: number): Promise<void> {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: 60_000,
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
