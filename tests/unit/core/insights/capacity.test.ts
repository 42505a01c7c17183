import { expect, test } from '@playwright/test';
import { capacityOf, loadLevels } from '../../../../src/core/insights/capacity.ts';
import type { Cell } from '../../../../src/core/results/cell.ts';

interface Load {
  perSecond: number;
  p95Ms: number;
  failed?: number;
  status?: number;
  valid?: boolean;
  arm?: string;
}

/** A made-up cell with ten seconds of one operation. */
function cell({ perSecond, p95Ms, failed = 0, status, valid = true, arm = `${perSecond}/s` }: Load): Cell {
  const planned = perSecond * 10;
  const response = { count: planned, p50Ms: 1, p95Ms, p99Ms: p95Ms, maxMs: p95Ms };
  const counts = { planned, started: planned, completed: planned - failed, failed };
  const traffic = {
    ...{ plan: `${perSecond}/s`, startedUs: 0, stoppedUs: 10_000_000, valid, reasons: ['too slow'] },
    ...counts,
    operations: [
      {
        name: 'send',
        ...counts,
        response,
        failures: failed === 0 ? [] : [{ reason: 'failed', status, count: failed }],
      },
    ],
  };
  const key = { scenario: 'read-live', params: {}, profile: 'none/cpu-1', arm };
  return { ...key, traffic } as unknown as Cell;
}

const classes = (...loads: Load[]) => loadLevels(loads.map(cell)).map((level) => level.class);

test('the rates are of the time that the load took', () => {
  const [level] = loadLevels([cell({ perSecond: 20, p95Ms: 10, failed: 50 })]);
  expect(level).toMatchObject({ offeredPerSecond: 20, completedPerSecond: 15, errorShare: 0.25, p95Ms: 10 });
});

test('against the least load: fine below twice its p95, slower up to ten times, broken beyond', () => {
  const base = { perSecond: 10, p95Ms: 10 };
  expect(classes(base, { perSecond: 20, p95Ms: 19 })).toEqual(['cannot-tell', 'fine']);
  expect(classes(base, { perSecond: 20, p95Ms: 20 })[1]).toBe('slows-down');
  expect(classes(base, { perSecond: 20, p95Ms: 101 })[1]).toBe('breaks');
});

test('failures that were not counted are not taken for none', () => {
  const known = cell({ perSecond: 20, p95Ms: 10 });
  const unknown = { ...known, traffic: { ...Object(known.traffic), failed: null } };
  expect(loadLevels([cell({ perSecond: 10, p95Ms: 10 }), unknown])[1]).toMatchObject({
    errorShare: null,
    class: 'cannot-tell',
    reason: 'how many operations failed was not recorded',
  });
});

test('a load of more than half the rate is no base', () => {
  expect(classes({ perSecond: 15, p95Ms: 10 }, { perSecond: 20, p95Ms: 90 })).toEqual([
    'cannot-tell',
    'cannot-tell',
  ]);
});

test('errors decide without a base', () => {
  expect(classes({ perSecond: 100, p95Ms: 9, failed: 10 })).toEqual(['slows-down']);
  expect(classes({ perSecond: 100, p95Ms: 9, failed: 101 })).toEqual(['breaks']);
  expect(classes({ perSecond: 100, p95Ms: 9, failed: 1, status: 503 })).toEqual(['breaks']);
  expect(classes({ perSecond: 100, p95Ms: 9, failed: 1, status: 404 })).toEqual(['cannot-tell']);
});

test('a load that was not delivered is invalid, and nothing is compared with it', () => {
  const spoiled = { perSecond: 10, p95Ms: 10, valid: false };
  expect(classes(spoiled, { perSecond: 20, p95Ms: 90 })).toEqual(['invalid', 'cannot-tell']);
});

test('the limit lies between what was fine and what was not', () => {
  const levels = loadLevels(
    [
      { perSecond: 10, p95Ms: 10 },
      { perSecond: 20, p95Ms: 12 },
      { perSecond: 40, p95Ms: 60 },
    ].map(cell),
  );
  expect(capacityOf(levels)).toEqual({ fineUpTo: 20, notFineFrom: 40 });
  expect(capacityOf([])).toEqual({ fineUpTo: null, notFineFrom: null });
});

test('a cell without traffic, or with an account that cannot be read, is no level', () => {
  const unread = { ...cell({ perSecond: 1, p95Ms: 1 }), traffic: { plan: 'light' } };
  expect(loadLevels([unread, { ...unread, traffic: null }])).toEqual([]);
});
