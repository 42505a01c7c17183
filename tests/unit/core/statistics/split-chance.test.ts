import { expect, test } from '@playwright/test';
import { chanceOfSplit } from '../../../../src/core/statistics/split-chance.ts';

test('at what was simulated the chance is what it was', () => {
  expect(chanceOfSplit(13.6, 20)).toBeCloseTo(0.01, 10);
  expect(chanceOfSplit(18, 20)).toBeCloseTo(0.001, 10);
  expect(chanceOfSplit(22, 20)).toBeCloseTo(0.0001, 10);
});

test('the clearer, the less likely, and never more than certain', () => {
  for (const n of [10, 11, 33, 200, 500]) {
    const chances = Array.from({ length: 60 }, (_, clarity) => chanceOfSplit(clarity, n));
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    expect(Math.max(...chances)).toBeLessThanOrEqual(1);
  }
  expect(chanceOfSplit(Number.POSITIVE_INFINITY, 20)).toBe(0);
});

test('more values make clear splits likelier by chance', () => {
  const chances = [10, 15, 20, 45, 100, 200, 400].map((n) => chanceOfSplit(20, n));
  expect(chances).toEqual(chances.toSorted((a, b) => a - b));
});
