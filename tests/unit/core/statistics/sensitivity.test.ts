/** How small a change is found in four of five comparisons, by simulation. */
import { expect, test } from '@playwright/test';
import { normalPoint, normalTail } from '../../../../src/core/statistics/normal.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { rankSumTest } from '../../../../src/core/statistics/rank-test.ts';
import {
  commonDeviation,
  leastDetectable,
  planLevel,
  robustDeviation,
} from '../../../../src/core/statistics/sensitivity.ts';
import { firstLook, looksUpTo, sequentialLevels } from '../../../../src/core/statistics/sequential.ts';

type Draw = (random: () => number) => number;

const normal: Draw = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const distributions: Record<string, Draw> = {
  normal: (random) => 100 + normal(random),
  'log-normal': (random) => 100 + Math.exp(0.5 * normal(random)),
  exponential: (random) => 100 - Math.log(1 - random()),
};

/** The share of comparisons that find a shift of what should be found, at any look. */
function found(draw: Draw, looks: readonly number[], levels: readonly number[], rounds: number): number {
  const random = seededRandom(looks.at(-1) ?? 0);
  const n = looks.at(-1) ?? 0;
  const spread = robustDeviation(Array.from({ length: 20_001 }, () => draw(random)));
  const effect = leastDetectable(spread, n, levels.at(-1) ?? 0) ?? Number.NaN;
  const hits = Array.from({ length: rounds }, () => {
    const a = Array.from({ length: n }, () => draw(random));
    const b = Array.from({ length: n }, () => draw(random) + effect);
    return looks.some((m, look) => rankSumTest(a.slice(0, m), b.slice(0, m)) <= (levels[look] ?? 0));
  }).filter(Boolean);
  return hits.length / rounds;
}

test.describe('a single test at 5 %', () => {
  for (const [name, draw] of Object.entries(distributions)) {
    for (const n of [6, 12, 24]) {
      test(`${name} values, ${n} a side`, () => {
        const share = found(draw, [n], [0.05], 1_500);
        // Three standard errors are 3 %; a skewed spread of 6 values hides more.
        expect(share).toBeGreaterThan(name !== 'normal' && n === 6 ? 0.67 : 0.77);
        expect(share).toBeLessThan(name === 'normal' ? 0.83 : 0.92);
      });
    }
  }
});

test.describe('one of three primary metrics, over all looks of the plan of "ab"', () => {
  for (const [name, draw] of Object.entries(distributions)) {
    for (const n of [8, 16, 24]) {
      test(`${name} values, ${n} a side at the last look`, () => {
        const looks = looksUpTo(firstLook, n);
        const share = found(draw, looks, sequentialLevels({ looks, alpha: 0.05 / 3 }), 800);
        // Three standard errors are 4 %; the looks before the last find some more.
        expect(share).toBeGreaterThan(name !== 'normal' && n === 8 ? 0.67 : 0.75);
        expect(share).toBeLessThan(name === 'normal' ? 0.86 : 0.94);
      });
    }
  }
});

test('the plan costs: what three metrics and three looks find is a fifth more than a single test does', () => {
  const [single, planned] = [0.05, planLevel(16, 3)].map((level) => leastDetectable(1, 16, level) ?? 0);
  expect(planned).toBeCloseTo(1.27, 1);
  expect((planned ?? 0) / (single ?? 1)).toBeGreaterThan(1.15);
  expect(planLevel(8, 1)).toBeCloseTo(0.05, 4);
  expect(planLevel(8, 3)).toBeCloseTo(0.05 / 3, 4);
});

test('too few values find nothing', () => {
  expect(leastDetectable(1, 3, 0.05)).toBeUndefined();
  expect(leastDetectable(1, 4, 0.05)).toBeGreaterThan(0);
});

test('sides that lie apart have the spread of each, not that of both together', () => {
  const near = [90, 95, 100, 105, 110];
  const far = near.map((value) => value + 1_000);
  expect(commonDeviation(near, far)).toBeCloseTo(robustDeviation(near), 10);
});

test('a point of the normal distribution has its tail', () => {
  expect(normalPoint(0.025)).toBeCloseTo(1.96, 3);
  expect(normalTail(normalPoint(1e-4))).toBeCloseTo(1e-4, 10);
});
