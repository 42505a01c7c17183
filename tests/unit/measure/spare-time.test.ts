import { expect, test } from '@playwright/test';
import type { Iteration } from '../../../src/core/results/iteration.ts';
import { SpareTime } from '../../../src/measure/spare-time.ts';

const took = (pass: Iteration['pass'], ms: number): Iteration => ({
  ...{ index: 0, pass, startedAtMs: 1_000, finishedAtMs: 1_000 + ms, status: 'valid', reason: null },
  verification: {},
});

test('more iterations are played while the time that they took is there', () => {
  const spare = new SpareTime(50_000);
  const measured = [took('timing', 4_000), took('timing', 6_000), took('memory', 60_000)];
  expect(spare.take({ timing: 4 }, measured)).toBe(true);
  expect(spare.take({ timing: 4 }, measured)).toBe(true);
  expect(spare.take({ timing: 4 }, measured)).toBe(false);
  expect(spare.take({ timing: 2 }, measured)).toBe(true);
});

test('a process that replaces a failed one has what that has left', () => {
  // Six for the first look, then two more of 10 s each.
  const iterations = Array.from({ length: 8 }, () => took('timing', 10_000));
  const spare = new SpareTime(50_000, [{ iterations }, { iterations: iterations.slice(0, 6) }]);
  expect(spare.take({ timing: 4 }, iterations)).toBe(false);
  expect(spare.take({ timing: 3 }, iterations)).toBe(true);
});
