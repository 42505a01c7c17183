import { expect, test } from '@playwright/test';
import { assertLoadIsMade, shortfallOf } from '../../../src/traffic/first-seconds.ts';
import type { TrafficWindow } from '../../../src/traffic/result.ts';

/** Two seconds of 600 operations/s that were made. */
const made: TrafficWindow = {
  ...{ fromUs: 1e6, toUs: 3e6, planned: 1_200, started: 1_200, completed: 1_200, failed: 0 },
  ...{ throttled: 0, throttledWithoutRetryAfter: 0, unfinished: 0, late: 0, dropped: 0 },
  operations: [],
  sendLag: { count: 1_200, p50Ms: 1, p90Ms: 2, p95Ms: 3, p99Ms: 12, maxMs: 30, histogram: '' },
  eventLoopUtilization: [0.6, 0.7],
  valid: true,
  reasons: [],
};
const lagging = (p99Ms: number): TrafficWindow['sendLag'] => made.sendLag && { ...made.sendLag, p99Ms };

test('what an iteration may lack is no shortfall, nor are failures of the target', () => {
  for (const window of [
    made,
    { ...made, started: 1_085, sendLag: lagging(500) },
    { ...made, dropped: 12 },
    { ...made, failed: 1_200, completed: 0 },
    { ...made, planned: 0, started: 0, sendLag: null },
  ]) {
    expect(shortfallOf(window)).toBeUndefined();
  }
});

test('a generator that is too slow is told with what it reached, whichever figure shows it', () => {
  for (const window of [
    { ...made, started: 1_000 },
    { ...made, dropped: 13 },
    { ...made, eventLoopUtilization: [0.5, 0.79] },
    { ...made, sendLag: lagging(800) },
  ]) {
    expect(shortfallOf(window)).toMatch(
      /^Background traffic reached \d+\.\d of the planned 600\.0 operations/,
    );
  }
  expect(
    shortfallOf({ ...made, started: 1_000, eventLoopUtilization: [0.84, 0.79], sendLag: lagging(800) }),
  ).toBe(
    'Background traffic reached 500.0 of the planned 600.0 operations/s for 2 s: its busiest worker thread was busy 84 % of the time, 0 operations were dropped, and 1 in 100 was sent 0.8 s late or more',
  );
});

test('one bad look is not enough: the second chance counts', async () => {
  const requested: number[] = [];
  const slowAtFirst = {
    whenReady: () => Promise.resolve({ startedUs: 0 }),
    window: (fromUs: number) => {
      requested.push(fromUs);
      return Promise.resolve(fromUs < 3e6 ? { ...made, valid: false, started: 1_000 } : made);
    },
  };
  await assertLoadIsMade(slowAtFirst);
  expect(requested).toEqual([0, 1e6, 3e6]);
});
