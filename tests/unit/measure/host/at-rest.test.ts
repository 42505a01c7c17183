import { cpus } from 'node:os';
import { expect, test } from '@playwright/test';
import { untilAtRest } from '../../../../src/measure/host/at-rest.ts';

/** Cores that are busy by these shares of one core, one after the other, and by the last one from then on. */
function coresOf(...shares: number[]) {
  let [at, busyMs, allMs] = [0, 0, 0];
  return {
    times: () => ({ busyMs, allMs }),
    wait: async (ms: number) => {
      busyMs += ms * (shares[Math.min(at++, shares.length - 1)] ?? 0);
      allMs += ms * cpus().length;
    },
  };
}

test('work that ends is waited for', async () => {
  expect(await untilAtRest(coresOf(1.4, 0.5, 0.05))).toBe(300);
  expect(await untilAtRest(coresOf(0.05))).toBe(100);
});

test('work that does not end is waited for a second', async () => {
  expect(await untilAtRest(coresOf(0.4))).toBe(1_000);
});
