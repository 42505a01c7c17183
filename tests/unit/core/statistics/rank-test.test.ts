import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { normalTail } from '../../../../src/core/statistics/normal.ts';
import { fewestFor, holmRejections, rankSumTest } from '../../../../src/core/statistics/rank-test.ts';

test('three against three, apart: 2 of 20 arrangements are as far', () => {
  expect(rankSumTest([1, 2, 3], [4, 5, 6])).toBeCloseTo(0.1, 12);
});

test('by hand with ties: of the 6 ways to choose two midranks of 1.5, 1.5, 3, 4, two are as far as 3', () => {
  // Sums: 3, 4.5, 5.5, 4.5, 5.5, 7; the mean is 5.
  expect(rankSumTest([7, 7], [8, 9])).toBeCloseTo(2 / 6, 12);
});

test('nothing is different where all values are equal', () => {
  expect(rankSumTest([5, 5, 5], [5, 5, 5, 5])).toBe(1);
  expect(rankSumTest(new Array(60).fill(5), new Array(60).fill(5))).toBe(1);
});

test('does not ask which group comes first, or for the unit', () => {
  const group = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(group, group, (a, b) => {
      const p = rankSumTest(a, b);
      expect(rankSumTest(b, a)).toBeCloseTo(p, 9);
      expect(
        rankSumTest(
          a.map((x) => x * 1000 + 3),
          b.map((x) => x * 1000 + 3),
        ),
      ).toBeCloseTo(p, 9);
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
    }),
  );
});

test('the approximation goes on where the exact distribution ends', () => {
  const evens = Array.from({ length: 40 }, (_, index) => index * 2);
  const odds = Array.from({ length: 40 }, (_, index) => index * 2 + 9);
  const exact = rankSumTest(evens, odds);
  const approximate = rankSumTest([...evens, 39.5], [...odds, 49.5]);
  expect(exact).toBeGreaterThan(0.02);
  expect(approximate / exact).toBeGreaterThan(0.7);
  expect(approximate / exact).toBeLessThan(1.4);
});

test('no values are an error', () => {
  expect(() => rankSumTest([], [1])).toThrow(/no values/);
});

test('the tail of the normal distribution has the values of the tables', () => {
  expect(normalTail(0)).toBeCloseTo(0.5, 7);
  expect(normalTail(1.959963985)).toBeCloseTo(0.025, 7);
  expect(normalTail(-1)).toBeCloseTo(0.8413447461, 6);
  expect(normalTail(4) / 3.167124e-5).toBeCloseTo(1, 5);
});

test('Holm: the least p-value against α/m, the next against α/(m − 1), and stop at the first that fails', () => {
  const level = (remaining: number) => 0.05 / remaining;
  expect(holmRejections([0.03, 0.001, 0.02], level)).toEqual([true, true, true]);
  expect(holmRejections([0.04, 0.001, 0.03], level)).toEqual([false, true, false]);
  expect(holmRejections([0.02, 0.02, 0.02], level)).toEqual([false, false, false]);
  expect(holmRejections([], level)).toEqual([]);
});

test('the fewest values are those at which complete separation is rejected, and one less is not', () => {
  for (const level of [0.05, 0.05 / 3, 0.005, 0.001]) {
    const n = fewestFor(level);
    const apart = (size: number) =>
      rankSumTest(
        Array.from({ length: size }, (_, index) => index),
        Array.from({ length: size }, (_, index) => 100 + index),
      );
    expect(apart(n)).toBeLessThanOrEqual(level);
    expect(apart(n - 1)).toBeGreaterThan(level);
  }
  expect(fewestFor(0.05)).toBe(4);
});
