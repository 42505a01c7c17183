import { expect, test } from '@playwright/test';
import { autoregressive } from '../../../../bench/change-points/series.ts';
import { changePoints, fewestForStep } from '../../../../src/core/statistics/change-points.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';

const options = { alpha: 0.01, leastEffect: (level: number) => 0.03 * level };

/** Nights of one level with a spread of ± 2 %, and now and then an outlier of + 15 %. */
function nights(random: () => number, levels: readonly number[]): number[] {
  return levels.map((level) => level * (0.98 + 0.04 * random()) * (random() < 0.05 ? 1.15 : 1));
}

function level(n: number, value: number): number[] {
  return new Array<number>(n).fill(value);
}

test('a step in the 12th of 20 nights is marked at the 12th night', () => {
  const random = seededRandom(3);
  const series = [...nights(random, level(11, 1000)), ...nights(random, level(9, 1100))];
  const found = changePoints(series, options);
  expect(found).toHaveLength(1);
  expect(found[0]?.index).toBe(11);
  expect((found[0]?.after ?? 0) / (found[0]?.before ?? 1)).toBeCloseTo(1.1, 1);
});

test('a step of 10 % is marked at its very night, also far from the middle', () => {
  const random = seededRandom(6);
  const rounds = 200;
  let exact = 0;
  for (let round = 0; round < rounds; round++) {
    // ± 3.5 %: both levels lie apart, and ranks alone would often mark a later night.
    const series = [...level(8, 1000), ...level(32, 1100)].map((each) => each * (0.965 + 0.07 * random()));
    if (changePoints(series, options).some(({ index }) => index === 8)) exact++;
  }
  expect(exact / rounds).toBeGreaterThanOrEqual(0.99);
});

test('two steps are two marks, the earliest first', () => {
  const random = seededRandom(4);
  const series = nights(random, [...level(12, 1000), ...level(12, 1200), ...level(12, 900)]);
  expect(changePoints(series, options).map(({ index }) => index)).toEqual([12, 24]);
});

test('equal nights mark nothing, nor does one odd night, nor a series that is too short', () => {
  expect(changePoints(level(20, 1000), options)).toEqual([]);
  expect(changePoints([...level(10, 1000), 2000, ...level(9, 1000)], options)).toEqual([]);
  expect(changePoints([1, 1, 9, 9, 9], options)).toEqual([]);
});

test('small steps that add up to one that matters are marked as one', () => {
  const levels = [1000, 1040, 1080, 1125, 1170];
  const random = seededRandom(8);
  const series = levels.flatMap((each) => level(10, each)).map((each) => each * (0.998 + 0.004 * random()));
  const found = changePoints(series, { alpha: 0.01, leastEffect: (each) => 0.05 * each });
  expect(found.length).toBeGreaterThan(0);
  for (const { before, after } of found) expect(after / before).toBeGreaterThan(1.05);
});

test('a perfect split of fewer values than a step needs marks nothing, of as many it does', () => {
  const fewest = fewestForStep(options.alpha);
  expect(fewest).toBe(10);
  const split = (n: number) => [...level(Math.floor(n / 2), 1000), ...level(Math.ceil(n / 2), 1200)];
  const distinct = (values: number[]) => values.map((value, index) => value + index / 10);
  expect(changePoints(distinct(split(fewest - 1)), options)).toEqual([]);
  expect(changePoints(distinct(split(fewest + 2)), options)).toHaveLength(1);
});

test('a step too small to matter is not marked', () => {
  expect(changePoints([...level(10, 1000), ...level(10, 1010)], options)).toEqual([]);
});

test('a level that is gone after four nights is no step, and one that lasts is', () => {
  const random = seededRandom(9);
  const back = nights(random, [...level(14, 1000), ...level(4, 1200), ...level(12, 1000)]);
  expect(changePoints(back, options)).toEqual([]);
  const held = nights(random, [...level(14, 1000), ...level(8, 1200), ...level(12, 1000)]);
  expect(changePoints(held, options).map(({ index }) => index)).toEqual([14, 22]);
});

test('a step whose end has the old level again is not marked', () => {
  const series = [...level(14, 1000), ...level(4, 1200), ...level(3, 1000)];
  const distinct = series.map((value, index) => value + index / 10);
  expect(changePoints(distinct, options)).toEqual([]);
});

test('nights that resemble their neighbours mark no more than they may, in either shape of noise', () => {
  const random = seededRandom(5);
  const rounds = 2_000;
  for (const shape of [(normal: number) => normal, (normal: number) => Math.exp(normal / 2)]) {
    let marked = 0;
    for (let round = 0; round < rounds; round++) {
      const series = autoregressive(24, 0.5, random, shape);
      if (changePoints(series, { alpha: 0.01, leastEffect: () => 0 }).length > 0) marked++;
    }
    // 1 % of 2,000 are 20; 34 and more would come once in 500 such tests.
    expect(marked).toBeLessThan(34);
  }
});
