import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { PassId } from '../../../src/core/results/metric.ts';
import { seededRandom } from '../../../src/core/statistics/random.ts';
import { planBlock, planOrder } from '../../../src/measure/order.ts';

const passes: PassId[] = ['recorded', 'timing', 'memory'];

test('of a single arm recorded iterations come first, for they also warm up', () => {
  const order = planOrder(['a'], passes, { recorded: 1, timing: 3, memory: 2 }, 1);
  expect(order.map(({ pass }) => pass).indexOf('recorded')).toBe(0);
  expect(order.slice(1).map(({ pass }) => pass)).not.toContain('recorded');
});

test('recorded iterations of several arms are shuffled like all others, as they may decide', () => {
  const firstOf = (seed: number) =>
    planOrder(['a', 'b'], ['recorded'], { recorded: 6 }, seed).map(({ arm }) => arm);
  for (let block = 0; block < 6; block++)
    expect(
      firstOf(1)
        .slice(2 * block, 2 * block + 2)
        .toSorted(),
    ).toEqual(['a', 'b']);
  expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => firstOf(seed)[0]))).toEqual(new Set(['a', 'b']));
});

test('every arm gets as many of each pass as are wanted, and every block has each arm once', () => {
  const count = fc.integer({ min: 0, max: 6 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      count,
      count,
      fc.integer(),
      (armCount, timing, memory, seed) => {
        const arms = Array.from({ length: armCount }, (_, index) => index);
        const order = planOrder(arms, passes, { timing, memory }, seed);
        expect(order).toHaveLength(armCount * (timing + memory));
        for (const [pass, wanted] of [
          ['timing', timing],
          ['memory', memory],
        ] as const) {
          const own = order.filter((planned) => planned.pass === pass).map(({ arm }) => arm);
          for (let block = 0; block < wanted; block++) {
            expect(own.slice(block * armCount, (block + 1) * armCount).sort()).toEqual(arms);
          }
        }
      },
    ),
  );
});

test('the seed gives the order, and arms take turns in being first', () => {
  const order = (seed: number) => planOrder(['a', 'b'], ['timing'], { timing: 50 }, seed);
  expect(order(1)).toEqual(order(1));
  expect(order(1)).not.toEqual(order(2));
  const firsts = order(1).filter((_, index) => index % 2 === 0 && order(1)[index]?.arm === 'a').length;
  // 25 of 50 expected; 13 to 37 in 999 of 1,000 seeds.
  expect(firsts).toBeGreaterThanOrEqual(13);
  expect(firsts).toBeLessThanOrEqual(37);
});

test('a pass that the scenario does not have is left out', () => {
  expect(planOrder(['a'], ['timing'], { timing: 1, memory: 3, recorded: 1 }, 1)).toEqual([
    { arm: 'a', pass: 'timing' },
  ]);
});

test('in a block every order of two arms twice is as likely', () => {
  const random = seededRandom(3);
  const rounds = 600;
  const orders = Array.from({ length: rounds }, () => {
    const order = planBlock(['a', 'b'], ['timing', 'memory'], random);
    expect(order.filter(({ pass }) => pass === 'memory')).toHaveLength(4);
    return order.flatMap(({ arm, pass }) => (pass === 'timing' ? [arm] : [])).join('');
  });
  const counts = Map.groupBy(orders, (order) => order);
  expect([...counts.keys()].toSorted()).toEqual(['aabb', 'abab', 'abba', 'baab', 'baba', 'bbaa']);
  // Four standard errors of 100 in 600 rounds are 37.
  for (const [order, all] of counts) expect(Math.abs(all.length - 100), order).toBeLessThan(37);
});
