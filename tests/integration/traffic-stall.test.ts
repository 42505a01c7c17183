import { expect, test } from '@playwright/test';
import { startTraffic } from '../../src/traffic/control.ts';
import { constantPlan } from '../../src/traffic/mix.ts';
import { plainTarget } from './traffic-support/plain-target.ts';
import { serveWithFreeze } from './traffic-support/servers.ts';

/**
 * No request can have waited for less than the truth; a server that moves again takes its time with the
 * hundred that it finds. The wrong answer is off by more than a second.
 */
function expectAbout(valueMs: number | undefined, truthMs: number, oneMs: number): void {
  expect(valueMs).toBeGreaterThan(truthMs - 30);
  expect(valueMs).toBeLessThan(truthMs + 100 + 100 * oneMs);
}

/**
 * 50 requests/s for 8 s against a server that stands still for 2 s: 100 of 400 requests wait, evenly
 * from 2 s down to 0, so the slowest 10 % begin at 1,200 ms, 5 % at 1,600 and 1 % at 1,920. A
 * generator that waits for answers before it sends more would say 1, 2 and 6 ms.
 */
test('a server that stands still for two seconds is seen by every request that came meanwhile', async () => {
  await using server = await serveWithFreeze({ freezeAt: 151, freezeMs: 2_000 });
  const plan = constantPlan({
    name: 'stall',
    ratePerSecond: 50,
    durationMs: 8_000,
    arrivals: 'uniform',
    mix: { get: 1 },
  });
  await using traffic = startTraffic(plan, plainTarget(server.url));
  const { startedUs } = await traffic.whenReady();
  // The window closes when the schedule has ended; the poll asks until that is so.
  await expect.poll(async () => (await traffic.snapshot()).completed, { intervals: [500] }).toBe(400);
  const result = await traffic.stop();

  expect(result).toMatchObject({ planned: 400, started: 400, completed: 400, failed: 0, dropped: 0 });
  expect(result.reasons).toEqual([]);
  const response = result.operations[0]?.response;
  // Half of the requests meet a server that does nothing else.
  const oneMs = response?.p50Ms ?? Number.NaN;
  expectAbout(response?.p90Ms, 1_200, oneMs);
  expectAbout(response?.p95Ms, 1_600, oneMs);
  expectAbout(response?.p99Ms, 1_920, oneMs);
  expect(oneMs).toBeLessThan(300);
  expect(Math.max(...result.series.map(({ inFlight }) => inFlight))).toBeGreaterThan(40);
  expect(result.startedUs).toBe(startedUs);
});
