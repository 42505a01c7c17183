import { expect, test } from '@playwright/test';
import {
  type BlockValues,
  fewestBlocksFor,
  leastPOf,
  permutationTest,
} from '../../../../src/core/statistics/permutation.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';

const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Every assignment, one by one, of what a bit mask over all values of all blocks says. */
function enumerated(blocks: readonly BlockValues[]): number {
  const values = blocks.flatMap(({ baseline, candidate }, block) =>
    [...candidate, ...baseline].map((value, index) => ({ value, block, own: index < candidate.length })),
  );
  const difference = (isCandidate: (index: number) => boolean) =>
    mean(
      blocks.map((_, block) => {
        const of = (arm: boolean) =>
          mean(
            values.flatMap((each, index) =>
              each.block === block && isCandidate(index) === arm ? [each.value] : [],
            ),
          );
        return of(true) - of(false);
      }),
    );
  const observed = difference((index) => values[index]?.own === true);
  const found: number[] = [];
  for (let mask = 0; mask < 2 ** values.length; mask++) {
    const has = (index: number) => (mask & (1 << index)) !== 0;
    const fits = blocks.every(
      ({ candidate }, block) =>
        values.filter((each, index) => each.block === block && has(index)).length === candidate.length,
    );
    if (fits) found.push(difference(has));
  }
  const share = (isBeyond: (each: number) => boolean) => found.filter(isBeyond).length / found.length;
  return Math.min(
    1,
    2 *
      Math.min(
        share((each) => each >= observed - 1e-9),
        share((each) => each <= observed + 1e-9),
      ),
  );
}

/** Blocks with a level of their own. */
function drawn(
  random: () => number,
  sizes: readonly (readonly [number, number])[],
  shift = 0,
): BlockValues[] {
  return sizes.map(([a, b]) => {
    const level = 10 * normal(random);
    const values = (n: number, by: number) => Array.from({ length: n }, () => level + by + normal(random));
    return { baseline: values(a, 0), candidate: values(b, shift) };
  });
}

const twice = (blocks: number) => Array.from({ length: blocks }, () => [2, 2] as const);

test('the p-value is that of all assignments within blocks, with ties and blocks that lost a value', () => {
  const random = seededRandom(1);
  for (const sizes of [
    twice(1),
    twice(3),
    [
      [1, 2],
      [2, 2],
      [3, 1],
    ] as const,
  ]) {
    for (let round = 0; round < 8; round++) {
      const blocks = drawn(random, sizes, 1).map(({ baseline, candidate }) => ({
        baseline: baseline.map(Math.round),
        candidate: candidate.map(Math.round),
      }));
      expect(permutationTest(blocks).p, JSON.stringify(blocks)).toBeCloseTo(enumerated(blocks), 10);
    }
  }
});

test('known values: complete separation, equal values, nothing to test', () => {
  const apart = { baseline: [1, 2], candidate: [11, 12] };
  expect(permutationTest([apart, apart, apart])).toMatchObject({ estimate: 10, p: 2 / 216 });
  expect(leastPOf(3)).toBe(2 / 216);
  const equal = permutationTest([{ baseline: [5, 5], candidate: [5, 5] }, apart]);
  expect(equal).toMatchObject({ estimate: 5, p: 2 * (6 / 36) });
  expect(() => permutationTest([])).toThrow(RangeError);
  expect(() => permutationTest([{ baseline: [], candidate: [1] }])).toThrow(RangeError);
  expect([0.05, 0.05 / 3, 0.05 / 6].map(fewestBlocksFor)).toEqual([3, 3, 4]);
});

test('fourteen blocks still have an exact p-value', () => {
  const apart = Array.from({ length: 14 }, () => ({ baseline: [1, 2], candidate: [11, 12] }));
  expect(permutationTest(apart).p).toBeCloseTo(2 / 6 ** 14, 20);
});

test('the interval holds just the shifts that the test does not reject', () => {
  const random = seededRandom(2);
  for (const blocks of [
    drawn(random, twice(4), 1),
    drawn(
      random,
      [
        [2, 2],
        [1, 2],
        [2, 2],
        [2, 1],
      ],
      1,
    ),
  ]) {
    const interval = permutationTest(blocks).interval(0.95);
    if (interval === undefined) throw new Error('four blocks have an interval at 95 %');
    const p = (shift: number) =>
      permutationTest(
        blocks.map(({ baseline, candidate }) => ({
          baseline,
          candidate: candidate.map((value) => value - shift),
        })),
      ).p;
    const level = 1 - interval.coverage;
    expect(level).toBeLessThanOrEqual(0.05);
    expect(p(interval.low - 1e-6)).toBeLessThanOrEqual(level + 1e-9);
    expect(p(interval.low + 1e-6)).toBeGreaterThan(level);
    expect(p(interval.high + 1e-6)).toBeLessThanOrEqual(level + 1e-9);
    expect(p(interval.high - 1e-6)).toBeGreaterThan(level);
  }
  expect(permutationTest(drawn(random, twice(1))).interval(0.95)).toBeUndefined();
});

test('drawn assignments give what all of them give, and the same each time', () => {
  const blocks = drawn(seededRandom(3), twice(5), 0.8);
  const few = { half: 5, whole: 5_000 };
  const [all, some] = [permutationTest(blocks), permutationTest(blocks, few)];
  // Four standard errors of this p-value in 5,000 draws.
  expect(Math.abs(some.p - all.p)).toBeLessThan(8 * Math.sqrt(all.p / 5_000));
  expect(some.estimate).toBe(all.estimate);
  expect(permutationTest(blocks, few).p).toBe(some.p);
  const [exact, near] = [all.interval(0.95), some.interval(0.95)];
  if (exact === undefined || near === undefined) throw new Error('five blocks have an interval at 95 %');
  expect(Math.abs(near.low - exact.low) / (exact.high - exact.low)).toBeLessThan(0.1);
  expect(Math.abs(near.high - exact.high) / (exact.high - exact.low)).toBeLessThan(0.1);
});

test('the interval covers the true shift at least as often as it says, whatever the values and their order', () => {
  const draws: Record<string, (random: () => number, slot: number) => number> = {
    normal,
    skewed: (random) => -Math.log(1 - random()),
    rounded: (random) => Math.round(normal(random) * 2) / 2,
    // The first iteration of a browser is slow, and the host drifts.
    'slow at first': (random, slot) => (slot === 0 ? 3 : slot) + normal(random),
  };
  const rounds = 800;
  for (const [name, draw] of Object.entries(draws)) {
    const random = seededRandom(4);
    let covered = 0;
    for (let round = 0; round < rounds; round++) {
      const blocks = Array.from({ length: 4 }, () => {
        const slots = [0, 1, 2, 3].map((slot) => draw(random, slot));
        const order = slots.map((value) => ({ value, at: random() })).toSorted((a, b) => a.at - b.at);
        const values = order.map(({ value }) => value);
        return { baseline: values.slice(0, 2), candidate: values.slice(2) };
      });
      const interval = permutationTest(blocks).interval(0.95);
      if (interval !== undefined && interval.low <= 0 && interval.high >= 0) covered++;
    }
    // Three standard errors of 5 % in 800 rounds are 2.3 %.
    expect(covered / rounds, name).toBeGreaterThan(0.927);
  }
});
