import { expect, test } from '@playwright/test';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { rankSumTest } from '../../../../src/core/statistics/rank-test.ts';
import { sequentialLevels } from '../../../../src/core/statistics/sequential.ts';

test('one look may spend everything', () => {
  expect(sequentialLevels({ looks: [12], alpha: 0.05 })[0]).toBeCloseTo(0.05, 4);
});

test('the first of four looks spends α/16, and the last keeps most of α', () => {
  const levels = sequentialLevels({ looks: [8, 16, 24, 32], alpha: 0.05 });
  expect(levels[0]).toBeCloseTo(0.05 / 16, 4);
  expect(levels).toEqual(levels.toSorted((a, b) => a - b));
  expect(levels[3]).toBeGreaterThan(0.03);
  expect(levels[3]).toBeLessThan(0.05);
});

test('looks must ascend', () => {
  expect(() => sequentialLevels({ looks: [], alpha: 0.05 })).toThrow(/ascend/);
  expect(() => sequentialLevels({ looks: [8, 8], alpha: 0.05 })).toThrow(/ascend/);
});

test('the whole plan alarms falsely in about 5 % of 4,000 rounds of rank sums, looking at random would in 13 %', () => {
  const looks = [8, 16, 24, 32];
  const levels = sequentialLevels({ looks, alpha: 0.05 });
  const random = seededRandom(7);
  const rounds = 4_000;
  let planned = 0;
  let peeked = 0;
  for (let round = 0; round < rounds; round++) {
    const a = Array.from({ length: 32 }, random);
    const b = Array.from({ length: 32 }, random);
    const p = looks.map((n) => rankSumTest(a.slice(0, n), b.slice(0, n)));
    if (p.some((each, look) => each <= (levels[look] ?? 0))) planned++;
    if (p.some((each) => each <= 0.05)) peeked++;
  }
  // Three standard errors of 5 % in 4,000 rounds are 1 %.
  expect(planned / rounds).toBeLessThan(0.06);
  expect(planned / rounds).toBeGreaterThan(0.035);
  expect(peeked / rounds).toBeGreaterThan(0.1);
});
