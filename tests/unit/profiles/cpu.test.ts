import { expect, test } from '@playwright/test';
import { cpuFactor, cpuProbeVoids, judgeCpu } from '../../../src/profiles/cpu.ts';

test('the factor is the probe’s CPU time over the reference, whatever the host did beside it', () => {
  const reference = { threadMs: 15, elapsedMs: 15 };
  expect(cpuFactor(reference, { elapsedMs: 90, threadMs: 60 })).toBe(4);
  expect(cpuFactor(reference, { elapsedMs: 60, threadMs: 66 })).toBe(4);
});

test('the median of a cell decides, not its noise', () => {
  expect(judgeCpu(4, [4.1, 3.2, 4.2, 4.0, 5.5])).toEqual({
    ok: true,
    medianFactor: 4.1,
    voided: [],
    reasons: [],
  });
});

test('a median beyond 10 % is not what was asked for', () => {
  expect(judgeCpu(4, [4.5, 4.5, 4.3]).reasons).toEqual([
    'median CPU slowdown 4.50 of 3 probes, asked 4 ± 10 %',
  ]);
  expect(judgeCpu(4, [3.5, 3.5]).ok).toBe(false);
});

test('a revoked throttle voids its iteration and leaves the others', () => {
  expect(judgeCpu(4, [4, 4.1, 1.02, 4])).toMatchObject({ ok: true, voided: [2] });
  expect(cpuProbeVoids(4, 2.41)).toBe(false);
  expect(cpuProbeVoids(4, 2.39)).toBe(true);
});

test('without a slowdown no probe is too fast', () => {
  expect(cpuProbeVoids(1, 0.5)).toBe(false);
});

test('no probe is no proof', () => {
  expect(judgeCpu(1, [])).toMatchObject({ ok: false, medianFactor: null });
});
