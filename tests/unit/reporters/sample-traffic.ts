/** A made-up account of a load generator; parsed by its own schema, so that it cannot drift from it. */
import { trafficResult } from '../../../src/traffic/result.ts';

const latency = (p50Ms: number) => ({
  count: 100,
  p50Ms,
  p90Ms: p50Ms * 2,
  p95Ms: p50Ms * 3,
  p99Ms: p50Ms * 5,
  maxMs: p50Ms * 9,
  histogram: 'synthetic',
});

const counts = (planned: number, failed: number) => ({
  planned,
  started: planned,
  completed: planned - failed,
  failed,
  throttled: 0,
  throttledWithoutRetryAfter: 0,
  unfinished: 0,
  late: 2,
  dropped: 0,
});

export const sampleTraffic = trafficResult.parse({
  plan: 'light',
  startedUs: 21_000_000,
  stoppedUs: 91_000_000,
  ...counts(1_400, 3),
  operations: [
    {
      name: 'send-message',
      ...counts(400, 3),
      response: latency(14.2),
      service: latency(11.8),
      failures: [{ reason: 'HTTP 503 <unavailable> | pool', status: 503, count: 3 }],
    },
    { name: 'fetch-history', ...counts(1_000, 0), response: latency(6.4), service: null, failures: [] },
  ],
  sendLag: latency(0.8),
  eventLoopUtilization: [0.12],
  valid: true,
  reasons: [],
  subscribers: {
    asked: 10,
    connected: 10,
    disconnects: 0,
    reconnects: 0,
    received: 3_970,
    duplicates: 0,
    outOfOrder: 0,
    gaps: 0,
    missing: 0,
    delivery: latency(21),
  },
  series: [],
  marks: [],
});
