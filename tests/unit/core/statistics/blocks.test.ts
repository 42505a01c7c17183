/** Comparisons whose unit is the block: by hand, and how often they are wrong, by simulation. */
import { expect, test } from '@playwright/test';
import { compareMetrics } from '../../../../src/core/judging/comparison.ts';
import type { ArmValues, MetricArms } from '../../../../src/core/judging/metric-arms.ts';
import type { ComparisonPlan } from '../../../../src/core/results/metric-comparison.ts';
import { blockLooks } from '../../../../src/core/statistics/block-looks.ts';
import { blockValues } from '../../../../src/core/statistics/blocks.ts';
import { fewestBlocksFor, leastPOf, permutationTest } from '../../../../src/core/statistics/permutation.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { holmRejections } from '../../../../src/core/statistics/rank-test.ts';
import { blockDeviation, leastDetectableOfBlocks } from '../../../../src/core/statistics/sensitivity.ts';
import { sequentialLevels } from '../../../../src/core/statistics/sequential.ts';
import { median } from '../../../../src/core/statistics/statistics.ts';
import { lcp } from '../sample-metric.ts';

const plan: ComparisonPlan = { alpha: 0.05, primary: ['lcp'], minEffect: 0.05, looks: null, unit: 'block' };

/** Two values a block. */
function side(blocks: readonly (readonly number[])[], more: Partial<ArmValues> = {}): ArmValues {
  const rows = blocks.flatMap((values, block) => values.map((value) => ({ value, block })));
  return {
    values: rows.map(({ value }) => value),
    blocks: rows.map(({ block }) => block),
    lost: 0,
    invalid: undefined,
    ...more,
  };
}

test('a block has the values of both arms, and one that lacks an arm says nothing', () => {
  const baseline = side([[10, 12], [20], [], [40, 44]]);
  const candidate = side([[13, 13], [19, 23], [5], [42]]);
  expect(blockValues(baseline, candidate)).toEqual([
    { baseline: [10, 12], candidate: [13, 13] },
    { baseline: [20], candidate: [19, 23] },
    { baseline: [40, 44], candidate: [42] },
  ]);
});

test('what drifts from block to block hides nothing that differs within each of them', () => {
  const drift = [1000, 1400, 900, 1700, 1200];
  const baseline = side(drift.map((level) => [level, level + 10]));
  const candidate = side(drift.map((level) => [level * 1.2, level * 1.2 + 10]));
  const [blocked] = compareMetrics([{ metric: lcp, baseline, candidate }], plan);
  expect(blocked).toMatchObject({ status: 'worse', blocks: 5, p: 2 / 6 ** 5 });
  expect(blocked?.reason).toContain('permutation test');
  const single = { ...plan, unit: 'iteration' as const };
  const [ranked] = compareMetrics([{ metric: lcp, baseline, candidate }], single);
  expect(ranked?.status).toBe('cannot-tell');
});

test('too few blocks are said, and so is none', () => {
  const few = side([[100], [100]]);
  const [compared] = compareMetrics([{ metric: lcp, baseline: few, candidate: few }], plan);
  expect(compared?.reason).toBe('There are too few blocks to tell at this level; 3 are the fewest.');
  const apart = { ...few, blocks: [7, 8] };
  const [none] = compareMetrics([{ metric: lcp, baseline: few, candidate: apart }], plan);
  expect(none).toMatchObject({ status: 'cannot-tell', reason: 'No block has a value of both sides.' });
});

test('looks are as many as there is time for, and none is too early to tell anything', () => {
  for (const alpha of [0.05, 0.05 / 3, 0.0125 / 3]) {
    for (const most of [1, 6, 9, 14, 20, 40, 100]) {
      const looks = blockLooks(most, alpha);
      expect(looks.at(-1)).toBe(Math.max(most, fewestBlocksFor(alpha)));
      const levels = sequentialLevels({ looks, alpha });
      for (const [index, n] of looks.entries()) {
        if (index < looks.length - 1) expect(leastPOf(n)).toBeLessThanOrEqual(levels[index] ?? 0);
      }
    }
  }
  expect(blockLooks(20, 0.05 / 3)).toEqual([5, 7, 10, 14, 20]);
  expect(blockLooks(13, 0.05 / 3)).toEqual([4, 6, 9, 13]);
  // Blocks that are done have had no look.
  expect(blockLooks(13, 0.05 / 3, 5)[0]).toBe(5);
  expect(blockLooks(4, 0.05 / 3, 6)).toEqual([6]);
});

const metrics = ['lcp', 'tbt', 'inp'].map((id) => ({ ...lcp, id }));
const gaussian = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Blocks with a level of their own, skewed values, and metrics that go together. */
function drawBlocks(random: () => number, blocks: number, factor: number): MetricArms[] {
  const arms = Array.from({ length: blocks }, () => {
    const browser = Math.exp(0.1 * gaussian(random));
    const value = (by: number) => 1_000 * browser * by * Math.exp(0.05 * gaussian(random));
    return metrics.map(() => [
      [value(1), value(1)],
      [value(factor), value(factor)],
    ]);
  });
  return metrics.map((metric, index) => ({
    metric,
    baseline: side(arms.map((block) => block[index]?.[0] ?? [])),
    candidate: side(arms.map((block) => block[index]?.[1] ?? [])),
  }));
}

/** How often a whole sequential plan over three metrics finds a difference in any of them, and where. */
function alarms(factor: number, rounds: number): { worse: number; better: number; blocks: number[] } {
  const alpha = 0.05;
  const looks = blockLooks(8, alpha / metrics.length);
  const boundaries = metrics.map((_, index) => sequentialLevels({ looks, alpha: alpha / (index + 1) }));
  const random = seededRandom(11);
  const found = { worse: 0, better: 0, blocks: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const data = drawBlocks(random, 8, factor).map((each) => blockValues(each.baseline, each.candidate));
    for (const [look, blocks] of looks.entries()) {
      const tests = data.map((each) => permutationTest(each.slice(0, blocks)));
      const rejections = holmRejections(
        tests.map(({ p }) => p),
        (remaining) => boundaries[remaining - 1]?.[look] ?? Number.NaN,
      );
      const estimates = tests.flatMap(({ estimate }, index) => (rejections[index] ? [estimate] : []));
      if (estimates.length === 0) continue;
      if (estimates.some((estimate) => estimate > 0)) found.worse++;
      else found.better++;
      found.blocks.push(blocks);
      break;
    }
  }
  return found;
}

test('of 1,000 whole plans of equal builds at most 5 % call one of three metrics worse or better', () => {
  const rounds = 1_000;
  const { worse, better } = alarms(1, rounds);
  // Three standard errors of 5 % in 1,000 rounds are 2.1 %; half of it is each direction.
  expect((worse + better) / rounds).toBeLessThan(0.071);
  expect(worse / rounds).toBeLessThan(0.04);
});

test('10 % more is found in nearly every plan of 8 blocks whose values scatter by 5 % and browsers by 10 %', () => {
  const { worse, better, blocks } = alarms(1.1, 200);
  expect(worse / 200).toBeGreaterThan(0.95);
  expect(better).toBe(0);
  // Half of the plans end before the time is over.
  expect(median(blocks)).toBeLessThanOrEqual(6);
});

test('the smallest change is found in about four of five tests', () => {
  const random = seededRandom(5);
  const rounds = 500;
  for (const [n, level] of [
    [4, 0.05],
    [8, 0.05],
    [8, 0.05 / 3],
  ] as const) {
    // Differences of two means of two values scatter as the single values do.
    const effect = leastDetectableOfBlocks(1, n, level) ?? Number.NaN;
    const hits = Array.from({ length: rounds }, () => {
      const values = (by: number) => [by + gaussian(random), by + gaussian(random)];
      const blocks = Array.from({ length: n }, () => ({ baseline: values(0), candidate: values(effect) }));
      return permutationTest(blocks).p;
    }).filter((p) => p <= level).length;
    expect(hits / rounds, `${n} at ${level}`).toBeGreaterThan(0.74);
    expect(hits / rounds, `${n} at ${level}`).toBeLessThan(0.88);
  }
  expect(leastDetectableOfBlocks(1, 2, 0.05)).toBeUndefined();
});

test('the spread of a block is that of its values, not of its level', () => {
  const blocks = [
    { baseline: [10, 12], candidate: [20, 22] },
    { baseline: [1_000, 1_002], candidate: [5] },
  ];
  expect(blockDeviation(blocks)).toBeCloseTo(Math.SQRT2, 12);
  expect(blockDeviation([{ baseline: [1], candidate: [2] }])).toBeNaN();
});
