import { expect, test } from '@playwright/test';
import { trend, trendInterval } from '../../../../src/core/statistics/trend.ts';

test('the growth is the median of all slopes: one outlier does not move it', () => {
  expect(trend([[0, 1, 2, 3, 400, 5, 6]])).toBe(1);
});

test('fewer than two values have no slope', () => {
  expect(() => trend([[1]])).toThrow(RangeError);
});

test('the interval is exact: 8 values give Kendall’s and the signed-rank order statistics', () => {
  // Pair slopes of 0, 1, 3, 6, 10, 15, 21, 28 (growth 1, 2, … 7). Kendall, n = 8: at most 5 of 28 pairs
  // descend with probability 0.0156, at most 6 with 0.0305, so k = 6 (Hollander and Wolfe, table A.30).
  // Signed ranks, n = 7: at most 2 with 3/128, so k = 3.
  const interval = trendInterval([[0, 1, 3, 6, 10, 15, 21, 28]]);
  expect(interval?.coverage).toBeCloseTo(1 - 2 * (3 / 128), 10);
  // Third of the Walsh averages of 1 … 7 from each end: 1, 1.5, 2 and 7, 6.5, 6. Of the pair slopes the
  // sixth is 2.5 and the sixth from the end 5.5: inside.
  expect(interval).toMatchObject({ low: 2, high: 6 });
});

test('pooled runs are surer than one', () => {
  const noisy = [0, 3, 1, 5, 4, 8, 6, 9];
  const width = (runs: number[][]) => {
    const { low, high } = trendInterval(runs) ?? { low: Number.NEGATIVE_INFINITY, high: 0 };
    return high - low;
  };
  expect(width([noisy, noisy, noisy])).toBeLessThan(width([noisy]));
});
