import { expect, test } from '@playwright/test';
import { proportionInterval } from '../../../../src/core/statistics/proportion.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';

test('5 of 5 shows at least 55 %, 0 of 10 at most 26 %, one-sided at 95 %', () => {
  expect(proportionInterval(5, 5, 0.9).low).toBeCloseTo(0.05 ** (1 / 5), 6);
  expect(proportionInterval(5, 5, 0.9).high).toBe(1);
  expect(proportionInterval(0, 10, 0.9).high).toBeCloseTo(1 - 0.05 ** (1 / 10), 6);
  expect(proportionInterval(0, 10, 0.9).low).toBe(0);
});

test('the table of Clopper and Pearson: 4 of 10 is 12.2 to 73.8 %', () => {
  const { low, high } = proportionInterval(4, 10);
  expect(low).toBeCloseTo(0.1216, 4);
  expect(high).toBeCloseTo(0.7376, 4);
});

test('it stays exact for thousands', () => {
  const { low, high } = proportionInterval(100, 2_000);
  expect(low).toBeCloseTo(0.0409, 3);
  expect(high).toBeCloseTo(0.0605, 3);
});

test('it covers at least as often as it claims', () => {
  const random = seededRandom(3);
  const rounds = 2_000;
  let covered = 0;
  for (let round = 0; round < rounds; round++) {
    const hits = Array.from({ length: 30 }, () => random() < 0.07).filter(Boolean).length;
    const { low, high } = proportionInterval(hits, 30);
    if (low <= 0.07 && 0.07 <= high) covered++;
  }
  expect(covered / rounds).toBeGreaterThan(0.95);
});

test('what is no proportion is refused', () => {
  expect(() => proportionInterval(3, 2)).toThrow(RangeError);
  expect(() => proportionInterval(0, 0)).toThrow(RangeError);
});
