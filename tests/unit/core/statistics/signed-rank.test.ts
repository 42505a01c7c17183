import { expect, test } from '@playwright/test';
import { median as medianOracle } from 'simple-statistics';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { fewestPairsFor, pairedShift, signedRankTest } from '../../../../src/core/statistics/signed-rank.ts';

/** Every assignment of signs, one by one. */
function enumerated(differences: readonly number[]): number {
  const apart = differences.filter((each) => each !== 0);
  const sizes = apart.map(Math.abs);
  const rank = (size: number) =>
    sizes.filter((other) => other < size).length + (sizes.filter((other) => other === size).length + 1) / 2;
  const ranks = sizes.map(rank);
  const middle = ranks.reduce((sum, each) => sum + each, 0) / 2;
  const distance = (signs: number) =>
    Math.abs(ranks.reduce((sum, each, index) => sum + (signs & (1 << index) ? each : 0), 0) - middle);
  const observed = distance(apart.reduce((bits, each, index) => bits | (each > 0 ? 1 << index : 0), 0));
  let beyond = 0;
  for (let signs = 0; signs < 2 ** apart.length; signs++) if (distance(signs) >= observed - 1e-9) beyond++;
  return beyond / 2 ** apart.length;
}

const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

test('the p-value is that of all assignments of signs, with ties and zeros', () => {
  const random = seededRandom(1);
  for (let round = 0; round < 60; round++) {
    const n = 1 + Math.floor(random() * 10);
    const steps = Array.from({ length: n }, () => Math.round(normal(random) * 3 + 1));
    expect(signedRankTest(steps), steps.join()).toBeCloseTo(enumerated(steps), 10);
  }
});

test('known values: all of one sign, balanced, nothing but zeros', () => {
  // Hollander and Wolfe, table A.4: P(T+ >= 21) for n = 6 is 0.016.
  expect(signedRankTest([1, 2, 3, 4, 5, 6])).toBeCloseTo(2 / 64, 12);
  expect(signedRankTest([1, -1, 2, -2])).toBe(1);
  expect(signedRankTest([0, 0, 0])).toBe(1);
  expect(() => signedRankTest([])).toThrow(RangeError);
});

test('the fewest pairs are those at which all of one sign is just enough', () => {
  for (const level of [0.05, 0.0167, 0.005, 0.001]) {
    const n = fewestPairsFor(level);
    const rising = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    expect(signedRankTest(rising(n))).toBeLessThanOrEqual(level);
    expect(signedRankTest(rising(n - 1))).toBeGreaterThan(level);
  }
  expect([0.05, 0.005].map(fewestPairsFor)).toEqual([6, 9]);
});

test('the estimate is the median of all pairwise averages', () => {
  const random = seededRandom(2);
  for (const n of [1, 2, 7, 12]) {
    const differences = Array.from({ length: n }, () => normal(random));
    const averages = differences.flatMap((one, i) => differences.slice(i).map((two) => (one + two) / 2));
    expect(pairedShift(differences).estimate).toBeCloseTo(medianOracle(averages), 12);
  }
});

test('the interval holds just the shifts that the test does not reject', () => {
  const random = seededRandom(3);
  for (const n of [6, 9, 14]) {
    const differences = Array.from({ length: n }, () => normal(random));
    const { interval } = pairedShift(differences, 0.95);
    if (interval === undefined) throw new Error('there is an interval from 6 on');
    const p = (shift: number) => signedRankTest(differences.map((each) => each - shift));
    expect(p(interval.low - 1e-6)).toBeLessThanOrEqual(1 - interval.coverage + 1e-9);
    expect(p(interval.low + 1e-6)).toBeGreaterThan(1 - interval.coverage);
    expect(p(interval.high + 1e-6)).toBeLessThanOrEqual(1 - interval.coverage + 1e-9);
    expect(interval.coverage).toBeGreaterThanOrEqual(0.95);
  }
  expect(pairedShift([1, 2, 3, 4, 5], 0.95).interval).toBeUndefined();
});

test('the interval covers the true shift at least as often as it says, also of skewed and rounded values', () => {
  const draws: Record<string, (random: () => number) => number> = {
    normal,
    'difference of exponentials': (random) => Math.log(1 - random()) - Math.log(1 - random()),
    rounded: (random) => Math.round(normal(random) * 2) / 2,
  };
  const rounds = 2_000;
  for (const [name, draw] of Object.entries(draws)) {
    const random = seededRandom(4);
    let covered = 0;
    for (let round = 0; round < rounds; round++) {
      const { interval } = pairedShift(
        Array.from({ length: 9 }, () => draw(random)),
        0.95,
      );
      if (interval !== undefined && interval.low <= 0 && interval.high >= 0) covered++;
    }
    // Three standard errors of 5 % in 2,000 rounds are 1.5 %.
    expect(covered / rounds, name).toBeGreaterThan(0.935);
  }
});
