import { expect, test } from '@playwright/test';
import { seededRandom, shuffled } from '../../../../src/core/statistics/random.ts';

test('the numbers are those of mulberry32', () => {
  // Reference: the JavaScript of bryc/code (PRNGs.md), seed 1.
  const random = seededRandom(1);
  expect([random(), random(), random()]).toEqual([
    0.6270739405881613, 0.002735721180215478, 0.5274470399599522,
  ]);
});

test('a seed gives the same numbers again, another seed others', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

test('numbers lie in [0, 1) and fill its tenths evenly', () => {
  const random = seededRandom(9);
  const tenths = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 100_000; draw++) {
    const tenth = Math.floor(random() * 10);
    tenths[tenth] = (tenths[tenth] ?? Number.NaN) + 1;
  }
  expect(tenths).toHaveLength(10);
  // χ² with 9 degrees of freedom is below 27.9 in 999 of 1,000 cases.
  expect(tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
});

test('shuffling keeps the items, leaves the list alone and gives every order', () => {
  const random = seededRandom(2);
  const items = ['a', 'b', 'c'];
  const orders = new Map<string, number>();
  for (let round = 0; round < 6_000; round++) {
    const order = shuffled(items, random).join('');
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect(items).toEqual(['a', 'b', 'c']);
  expect([...orders.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  // χ² with 5 degrees of freedom is below 20.5 in 999 of 1,000 cases.
  const chi2 = [...orders.values()].reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
  expect(chi2).toBeLessThan(20.5);
});
