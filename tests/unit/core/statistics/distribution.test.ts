import { expect, test } from '@playwright/test';
import { distributionOf } from '../../../../src/core/statistics/distribution.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

test('a P99 is told from a hundred values on', () => {
  expect(distributionOf(upTo(99))).toMatchObject({ n: 99, p50: 50, p99: null, max: 99 });
  // Type 7: the position 99 · 0.99 = 98.01 of 0 to 99.
  expect(distributionOf(upTo(100))?.p99).toBeCloseTo(99.01, 10);
});

test('of no values there is none', () => {
  expect(distributionOf([])).toBeUndefined();
});
