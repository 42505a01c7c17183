import { expect, test } from '@playwright/test';
import { checkTraffic, defaultLimits, type SelfCheckInput } from '../../../src/traffic/self-check.ts';

const good: SelfCheckInput = {
  planned: 720,
  started: 720,
  dropped: 0,
  failed: 0,
  durationMs: 12_000,
  beyondPlanMs: 0,
  eventLoopUtilization: [0.1, 0.7],
  stoppedWorkers: [],
  subject: 'cell',
};

const reasonsOf = (changes: Partial<SelfCheckInput>): string[] =>
  checkTraffic({ ...good, ...changes }).reasons;

test('what was delivered as planned is valid', () => {
  expect(checkTraffic(good)).toEqual({ valid: true, reasons: [] });
  expect(checkTraffic({ ...good, started: 713, failed: 71 }).valid).toBe(true);
});

test('a rate that was not reached is said with both rates', () => {
  expect(checkTraffic({ ...good, started: 496 })).toEqual({
    valid: false,
    reasons: [
      'Background traffic reached 41.3 of the planned 60.0 operations/s for 12 s: not the load that is configured for this cell.',
    ],
    targetAlone: false,
  });
  expect(reasonsOf({ started: 712 })).toHaveLength(1);
});

test('dropped operations', () => {
  expect(reasonsOf({ planned: 10_000, started: 9_990, dropped: 10 })).toEqual([]);
  expect(reasonsOf({ planned: 10_000, started: 9_989, dropped: 11 })).toEqual([
    'Background traffic dropped 11 of 10000 operations (0.11 %) because too many were in flight: not the load that is configured for this cell.',
  ]);
});

test('what a target drops is its own doing, however much it is', () => {
  expect(checkTraffic({ ...good, started: 10, dropped: 710 })).toMatchObject({
    targetAlone: true,
    reasons: [expect.stringContaining('dropped 710 of 720')],
  });
});

test('a worker thread that measures itself', () => {
  expect(reasonsOf({ eventLoopUtilization: [0.2, 0.83], subject: 'iteration' })).toEqual([
    'Worker thread 1 of the background traffic was busy 83 % of the time (limit 70 %): not the load that is configured for this iteration.',
  ]);
});

test('percentages are readable at both ends', () => {
  expect(reasonsOf({ eventLoopUtilization: [0.9967] })[0]).toContain('was busy 100 % of the time');
  expect(reasonsOf({ planned: 100_000, started: 99_899, dropped: 101 })[0]).toContain('(0.1 %)');
});

test('a backend that refuses its load is not under that load, unless that is the question', () => {
  const failing = { ...good, failed: 73 };
  expect(checkTraffic(failing).reasons).toEqual([
    '73 of 720 operations of the background traffic failed (10 %): not the load that is configured for this cell.',
  ]);
  expect(checkTraffic(failing, { ...defaultLimits, failedShare: null }).valid).toBe(true);
});

test('what the target alone made of the load is told from what the generator did', () => {
  const targetAlone = (changes: Partial<SelfCheckInput>) => checkTraffic({ ...good, ...changes }).targetAlone;
  expect(targetAlone({ failed: 73 })).toBe(true);
  expect(targetAlone({ failed: 73, dropped: 2 })).toBe(true);
  expect(targetAlone({ failed: 73, eventLoopUtilization: [0.9] })).toBe(false);
});

test('a plan that had ended, and a thread that ended', () => {
  expect(reasonsOf({ planned: 0, started: 0, beyondPlanMs: 2_340 })).toEqual([
    'Background traffic had ended 2.3 s earlier: not the load that is configured for this cell.',
  ]);
  expect(reasonsOf({ stoppedWorkers: ['exit code 1'] })[0]).toContain('ended (exit code 1)');
});

test('no traffic at all is as planned', () => {
  expect(reasonsOf({ planned: 0, started: 0, durationMs: 0 })).toEqual([]);
});
