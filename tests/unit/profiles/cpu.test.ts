import { expect, test } from '@playwright/test';
import { cpuFactor, cpuProbeVoids, expectedAt, judgeCpu } from '../../../src/profiles/cpu.ts';
import { settledProbe } from '../../../src/profiles/cpu-probe.ts';

/** Factors on which both clocks agree, as on a quiet host. */
const agreed = (...factors: number[]) => factors.map((factor) => ({ elapsed: factor, thread: factor }));

test('a factor is the probe over the reference, by each clock', () => {
  const reference = { threadMs: 15, elapsedMs: 18 };
  expect(cpuFactor(reference, { elapsedMs: 90, threadMs: 60 })).toEqual({ elapsed: 5, thread: 4 });
});

test('a reference stands once two probes in a row agree, not once one was fast', () => {
  const samples = [40, 24, 19.2, 22, 20.4, 20].map((elapsedMs) => ({ elapsedMs, threadMs: elapsedMs + 1 }));
  const settled = samples.map((_, index) => settledProbe(samples.slice(0, index + 1)));
  expect(settled.slice(0, -1)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  // Of two, the mean: the least of many is a figure that no later probe will reach again.
  expect(settled.at(-1)?.elapsedMs).toBeCloseTo(20.2, 10);
  expect(settled.at(-1)?.threadMs).toBeCloseTo(21.2, 10);
});

test('the median of a cell decides, not its noise', () => {
  expect(judgeCpu(expectedAt(4), agreed(4.1, 3.2, 4.2, 4.0, 5.5))).toEqual({
    ok: true,
    median: { elapsed: 4.1, thread: 4.1 },
    voided: [],
    reasons: [],
  });
});

test('a median beyond 10 % by both clocks, and beyond what the throttle costs, is not as expected', () => {
  expect(judgeCpu(expectedAt(4), agreed(4.5, 4.6, 4.7)).ok).toBe(true);
  expect(judgeCpu(expectedAt(1), agreed(1.12, 1.12)).ok).toBe(false);
  expect(judgeCpu(expectedAt(4), agreed(4.7, 4.7, 4.3)).reasons).toEqual([
    "median CPU slowdown 4.70 by the page's clock and 4.70 by the thread's in 3 probes, expected 3.60 to 4.62",
  ]);
  expect(judgeCpu(expectedAt(4), agreed(3.5, 3.5)).ok).toBe(false);
});

test('on a busy host what was asked may lie between the two clocks', () => {
  expect(judgeCpu(expectedAt(4), [{ elapsed: 4.9, thread: 3.2 }]).ok).toBe(true);
  expect(judgeCpu(expectedAt(4), [{ elapsed: 4.9, thread: 4.7 }]).ok).toBe(false);
  expect(judgeCpu(expectedAt(4), [{ elapsed: 3.5, thread: 3.2 }]).ok).toBe(false);
});

test('a revoked throttle voids its iteration and leaves the others', () => {
  expect(judgeCpu(expectedAt(4), agreed(4, 4.1, 1.02, 4))).toMatchObject({ ok: true, voided: [2] });
  expect(cpuProbeVoids(expectedAt(4), { elapsed: 2.41, thread: 1 })).toBe(false);
  expect(cpuProbeVoids(expectedAt(4), { elapsed: 2.39, thread: 2.39 })).toBe(true);
});

test('without a slowdown no probe is too fast', () => {
  expect(cpuProbeVoids(expectedAt(1), { elapsed: 0.5, thread: 0.5 })).toBe(false);
});

test('no probe is no proof', () => {
  expect(judgeCpu(expectedAt(1), [])).toMatchObject({ ok: false, median: null });
});
