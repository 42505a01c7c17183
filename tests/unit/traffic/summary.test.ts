import { expect, test } from '@playwright/test';
import { type ArrivalTable, allocateArrivals, arrivalState } from '../../../src/traffic/arrivals.ts';
import { trafficSeries } from '../../../src/traffic/series.ts';
import { summarizeArrivals } from '../../../src/traffic/summary.ts';

type Row = {
  atMs: number;
  state: keyof typeof arrivalState;
  sentMs?: number;
  endMs?: number;
  reason?: number;
  operation?: number;
};

function tableOf(rows: readonly Row[]): ArrivalTable {
  const table = allocateArrivals(rows.length);
  for (const [index, row] of rows.entries()) {
    table.intendedUs[index] = row.atMs * 1_000;
    table.sentUs[index] = (row.sentMs ?? 0) * 1_000;
    table.endUs[index] = (row.endMs ?? 0) * 1_000;
    table.state[index] = arrivalState[row.state];
    table.reason[index] = row.reason ?? 0;
    table.operation[index] = row.operation ?? 0;
  }
  return table;
}

const classes = [
  { reason: 'HTTP 500', status: 500 },
  { reason: 'ECONNRESET', status: null },
];
const names = { operations: ['read', 'write'], failures: [classes] };
const rows: Row[] = [
  { atMs: 0, state: 'completed', sentMs: 1, endMs: 11 },
  { atMs: 100, state: 'completed', sentMs: 160, endMs: 170, operation: 1 },
  { atMs: 200, state: 'failed', sentMs: 200, endMs: 210, reason: 1 },
  { atMs: 300, state: 'throttled', sentMs: 300, endMs: 310, reason: 1 },
  { atMs: 400, state: 'throttled', sentMs: 400, endMs: 410 },
  { atMs: 500, state: 'dropped' },
  { atMs: 600, state: 'inFlight', sentMs: 600 },
  { atMs: 990, state: 'completed', sentMs: 1_600, endMs: 2_500 },
  { atMs: 995, state: 'planned' },
  { atMs: 1_000, state: 'completed', sentMs: 1_000, endMs: 1_010 },
];

test('every planned operation is in exactly one class', () => {
  const summary = summarizeArrivals(tableOf(rows), names, 0, 2_000_000);
  expect(summary).toMatchObject({
    planned: 10,
    started: 8,
    completed: 4,
    failed: 1,
    throttled: 2,
    throttledWithoutRetryAfter: 1,
    unfinished: 1,
    late: 2,
    dropped: 1,
  });
  expect(summary.operations.map(({ name, planned }) => [name, planned])).toEqual([
    ['read', 9],
    ['write', 1],
  ]);
  expect(summary.operations[0]?.failures).toEqual([{ reason: 'ECONNRESET', status: null, count: 1 }]);
});

test('response counts from the intended start, service from the send', () => {
  const write = summarizeArrivals(tableOf(rows), names, 0, 500_000).operations[1];
  expect(write?.response?.maxMs).toBeCloseTo(70, 0);
  expect(write?.service?.maxMs).toBeCloseTo(10, 0);
});

test('what was sent too long after a window does not count as started in it', () => {
  const window = summarizeArrivals(tableOf(rows), names, 600_000, 1_000_000);
  // 995 was never sent, and 990 only 600 ms after the end.
  expect(window).toMatchObject({ planned: 3, started: 1, unfinished: 1, completed: 0 });
  // Within the grace it does.
  expect(summarizeArrivals(tableOf(rows), names, 600_000, 1_100_000)).toMatchObject({
    planned: 4,
    started: 3,
  });
});

test('a window without traffic has no latency rather than one of zero', () => {
  const window = summarizeArrivals(tableOf(rows), names, 5_000_000, 6_000_000);
  expect(window).toMatchObject({ planned: 0, started: 0, sendLag: null });
  expect(window.operations[0]?.response).toBeNull();
});

test('the series counts each step in the second in which it happened', () => {
  const series = trafficSeries(tableOf(rows), 7_000_000, 3_000_000);
  expect(series).toHaveLength(3);
  expect(series[0]).toMatchObject({
    atUs: 7_000_000,
    offered: 9,
    started: 6,
    completed: 2,
    failed: 1,
    throttled: 2,
    inFlight: 1,
  });
  expect(series[1]).toMatchObject({ offered: 1, started: 2, completed: 1, inFlight: 2 });
  expect(series[2]).toMatchObject({ atUs: 9_000_000, offered: 0, started: 0, completed: 1, inFlight: 1 });
  expect(Math.abs((series[2]?.responseP95Ms ?? 0) - 1_510)).toBeLessThan(2);
  expect(trafficSeries(tableOf([]), 0, 1_000_000)[0]?.responseP95Ms).toBeNull();
});
