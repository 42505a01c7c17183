/** A traffic module for any HTTP server: each user gets `/`, and nothing else. */
import { z } from 'zod';
import { monotonicUs } from '../../../src/core/clock.ts';
import type { TrafficModule, TrafficTargetInput } from '../../../src/traffic/contract.ts';

const config = z.object({ users: z.int() });

export function plainTarget(baseUrl: string, users = 20): TrafficTargetInput {
  return { modulePath: import.meta.url, baseUrl, config: { users } };
}

const plain: TrafficModule<string> = {
  operations: [
    {
      name: 'get',
      async perform(baseUrl) {
        const response = await fetch(baseUrl);
        await response.arrayBuffer();
        const receivedUs = monotonicUs();
        const retryAfter = response.headers.get('retry-after');
        if (response.status === 429) {
          const retryAfterMs = retryAfter === null ? null : Number(retryAfter) * 1_000;
          return { kind: 'throttled', receivedUs, retryAfterMs };
        }
        const { status } = response;
        if (!response.ok) return { kind: 'failed', receivedUs, reason: `HTTP ${status}`, status };
        return { kind: 'completed', receivedUs };
      },
    },
  ],
  listUsers: async (settings) =>
    Array.from({ length: config.parse(settings.config).users }, (_, index) => `user-${index}`),
  createSession: async ({ baseUrl }) => baseUrl,
};
export default plain;
