/** Comparisons whose unit is the block: by hand, and how often they are wrong, by simulation. */
import { expect, test } from '@playwright/test';
import { boundariesOf, compareMetrics } from '../../../../src/core/judging/comparison.ts';
import type { ArmValues, MetricArms } from '../../../../src/core/judging/metric-arms.ts';
import type { ComparisonPlan } from '../../../../src/core/results/metric-comparison.ts';
import { blockLooks } from '../../../../src/core/statistics/block-looks.ts';
import { blockDifferences } from '../../../../src/core/statistics/blocks.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { leastDetectableOfPairs } from '../../../../src/core/statistics/sensitivity.ts';
import { sequentialLevels } from '../../../../src/core/statistics/sequential.ts';
import { fewestPairsFor, signedRankTest } from '../../../../src/core/statistics/signed-rank.ts';
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

test('a block is one difference of medians, and one that lacks a side says nothing', () => {
  const baseline = side([[10, 12], [20], [], [40, 44]]);
  const candidate = side([[13, 13], [19, 23], [5], [42]]);
  expect(blockDifferences(baseline, candidate)).toEqual([2, 1, 0]);
});

test('what drifts from block to block hides nothing that differs within each of them', () => {
  const drift = [1000, 1400, 900, 1700, 1200, 2000];
  const baseline = side(drift.map((level) => [level, level + 10]));
  const candidate = side(drift.map((level) => [level * 1.2, level * 1.2 + 10]));
  const [blocked] = compareMetrics([{ metric: lcp, baseline, candidate }], plan);
  expect(blocked).toMatchObject({ status: 'worse', blocks: 6, p: 2 / 64 });
  expect(blocked?.reason).toContain('signed-rank');
  const single = { ...plan, unit: 'iteration' as const };
  const [ranked] = compareMetrics([{ metric: lcp, baseline, candidate }], single);
  expect(ranked?.status).toBe('cannot-tell');
});

test('too few blocks are said, and so is none', () => {
  const few = side([[100], [100], [100]]);
  const [compared] = compareMetrics([{ metric: lcp, baseline: few, candidate: few }], plan);
  expect(compared?.reason).toBe('There are too few blocks to tell at this level; 6 are the fewest.');
  const apart = { ...few, blocks: [7, 8, 9] };
  const [none] = compareMetrics([{ metric: lcp, baseline: few, candidate: apart }], plan);
  expect(none).toMatchObject({ status: 'cannot-tell', reason: 'No block has a value of both sides.' });
});

test('looks are as many as there is time for, and none is too early to tell anything', () => {
  for (const alpha of [0.05, 0.05 / 3, 0.0125 / 3]) {
    for (const most of [1, 6, 9, 14, 20, 40, 100]) {
      const looks = blockLooks(most, alpha);
      expect(looks.at(-1)).toBe(Math.max(most, fewestPairsFor(alpha)));
      const levels = sequentialLevels({ looks, alpha });
      for (const [index, n] of looks.entries()) {
        if (index < looks.length - 1) expect(2 ** (1 - n)).toBeLessThanOrEqual(levels[index] ?? 0);
      }
    }
  }
  expect(blockLooks(20, 0.05 / 3)).toEqual([10, 14, 20]);
  expect(blockLooks(13, 0.05 / 3)).toEqual([9, 13]);
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

const cut = ({ metric, baseline, candidate }: MetricArms, blocks: number): MetricArms => {
  const until = (each: ArmValues) => ({
    ...each,
    values: each.values.slice(0, 2 * blocks),
    blocks: each.blocks?.slice(0, 2 * blocks),
  });
  return { metric, baseline: until(baseline), candidate: until(candidate) };
};

/** How often a whole sequential plan over three metrics calls any of them worse, and better. */
function alarms(factor: number, rounds: number): { worse: number; better: number } {
  const looks = blockLooks(20, 0.05 / 3);
  const whole: ComparisonPlan = { ...plan, primary: metrics.map(({ id }) => id), looks };
  const boundaries = boundariesOf(whole);
  const random = seededRandom(11);
  const counts = { worse: 0, better: 0 };
  for (let round = 0; round < rounds; round++) {
    const data = drawBlocks(random, 20, factor);
    for (const [look, blocks] of looks.entries()) {
      const compared = compareMetrics(
        data.map((each) => cut(each, blocks)),
        whole,
        look,
        boundaries,
      );
      const statuses = compared.map(({ status }) => status);
      if (statuses.includes('worse')) counts.worse++;
      else if (statuses.includes('better')) counts.better++;
      else if (statuses.includes('cannot-tell')) continue;
      break;
    }
  }
  return counts;
}

test('of 1,000 whole plans of equal builds at most 5 % call one of three metrics worse or better', () => {
  const rounds = 1_000;
  const { worse, better } = alarms(1, rounds);
  // Three standard errors of 5 % in 1,000 rounds are 2.1 %; half of it is each direction.
  expect((worse + better) / rounds).toBeLessThan(0.071);
  expect(worse / rounds).toBeLessThan(0.04);
});

test('10 % more is found in nearly every plan of 20 blocks whose values scatter by 5 % and browsers by 10 %', () => {
  const { worse, better } = alarms(1.1, 200);
  expect(worse / 200).toBeGreaterThan(0.95);
  expect(better).toBe(0);
});

test('the smallest change is found in about four of five tests', () => {
  const random = seededRandom(5);
  const rounds = 1_500;
  for (const [n, level] of [
    [8, 0.05],
    [14, 0.05],
    [14, 0.05 / 3],
  ] as const) {
    const effect = leastDetectableOfPairs(1, n, level) ?? Number.NaN;
    const hits = Array.from({ length: rounds }, () =>
      signedRankTest(Array.from({ length: n }, () => effect + gaussian(random))),
    ).filter((p) => p <= level).length;
    expect(hits / rounds, `${n} at ${level}`).toBeGreaterThan(0.74);
    expect(hits / rounds, `${n} at ${level}`).toBeLessThan(0.9);
  }
  expect(leastDetectableOfPairs(1, 5, 0.05)).toBeUndefined();
});
