import { expect, test } from '@playwright/test';
import {
  boundariesOf,
  compareMetrics,
  comparisonVerdict,
  isDecided,
} from '../../../../src/core/judging/comparison.ts';
import type { ArmValues } from '../../../../src/core/judging/metric-arms.ts';
import type { MetricDefinition } from '../../../../src/core/results/metric.ts';
import type { ComparisonPlan } from '../../../../src/core/results/metric-comparison.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { lcp } from '../sample-metric.ts';

const rate: MetricDefinition = { ...lcp, id: 'frame-rate', unit: 'per-second', better: 'higher' };
const plan: ComparisonPlan = { alpha: 0.05, primary: ['lcp'], minEffect: 0.05, looks: null };

function side(values: readonly number[], more: Partial<ArmValues> = {}): ArmValues {
  return { values, lost: 0, invalid: undefined, ...more };
}

/** n values around a middle, evenly spread by a share of it to both sides. */
function around(middle: number, share: number, n = 12): ArmValues {
  return side(Array.from({ length: n }, (_, index) => middle * (1 - share + (2 * share * index) / (n - 1))));
}

function one(metric: MetricDefinition, baseline: ArmValues, candidate: ArmValues) {
  const [compared] = compareMetrics([{ metric, baseline, candidate }], { ...plan, primary: [metric.id] });
  if (compared === undefined) throw new Error('nothing was compared');
  return compared;
}

test.describe('a verdict', () => {
  test('is worse or better by the direction of the metric', () => {
    expect(one(lcp, around(1000, 0.02), around(1200, 0.02)).status).toBe('worse');
    expect(one(lcp, around(1200, 0.02), around(1000, 0.02)).status).toBe('better');
    expect(one(rate, around(60, 0.02), around(40, 0.02)).status).toBe('worse');
    expect(one(rate, around(40, 0.02), around(60, 0.02)).status).toBe('better');
  });

  test('is same when the whole interval lies within the smallest effect of interest, even if ranks differ', () => {
    expect(one(lcp, around(1000, 0.01), around(1000, 0.01)).status).toBe('same');
    const irrelevant = one(lcp, around(1000, 0.001), around(1010, 0.001));
    expect(irrelevant.p).toBeLessThan(0.001);
    expect(irrelevant).toMatchObject({
      status: 'same',
      reason: expect.stringContaining('less than the smallest'),
    });
  });

  test('is inconclusive when the interval is wide, or values are few', () => {
    expect(one(lcp, around(1000, 0.4), around(1100, 0.4)).status).toBe('cannot-tell');
    expect(one(lcp, around(1000, 0.01, 3), around(2000, 0.01, 3))).toMatchObject({
      status: 'cannot-tell',
      interval: null,
      reason: 'There are too few values to tell at this level; 4 against 4 are the fewest.',
    });
  });

  test('is not good while an iteration gave no value', () => {
    const lossy = { ...around(1000, 0.01), lost: 1 };
    expect(one(lcp, around(1000, 0.01), lossy)).toMatchObject({
      status: 'cannot-tell',
      reason: '1 of 25 iterations gave no value.',
    });
    expect(one(lcp, around(1200, 0.01), { ...around(1000, 0.01), lost: 1 }).status).toBe('cannot-tell');
    expect(one(lcp, around(1000, 0.01), { ...around(1200, 0.01), lost: 1 }).status).toBe('worse');
  });

  test('is not bad while the baseline lacks what may have been its slowest', () => {
    const lossy = { ...around(1000, 0.01), lost: 1 };
    expect(one(lcp, lossy, around(1200, 0.01)).status).toBe('cannot-tell');
    expect(one(lcp, lossy, around(800, 0.01)).status).toBe('better');
  });

  test('is invalid when a side is, and says why', () => {
    const broken = { ...around(1000, 0.01), invalid: 'CPU: 2.1 of 4' };
    expect(one(lcp, around(1000, 0.01), broken)).toMatchObject({
      status: 'invalid',
      reason: 'The candidate is invalid: CPU: 2.1 of 4',
    });
  });

  test('has a smallest effect of interest in the unit where the baseline is 0', () => {
    const dropped: MetricDefinition = { ...lcp, id: 'dropped-frames', unit: 'percent' };
    expect(one(dropped, side(new Array(8).fill(0)), side(new Array(8).fill(0)))).toMatchObject({
      status: 'same',
      leastEffect: 1,
    });
    expect(one(dropped, side(new Array(8).fill(0)), side(new Array(8).fill(9))).status).toBe('worse');
  });

  test('over several primary metrics is that of the worst, and exploratory ones have no say', () => {
    const sides = [
      { metric: lcp, baseline: around(1000, 0.01), candidate: around(1000, 0.01) },
      { metric: rate, baseline: around(60, 0.02), candidate: around(30, 0.02) },
    ];
    const explored = compareMetrics(sides, plan);
    expect(explored.map(({ status, primary }) => [status, primary])).toEqual([
      ['same', true],
      ['worse', false],
    ]);
    expect(comparisonVerdict(explored)).toBe('same');
    expect(isDecided(explored)).toBe(true);
    expect(comparisonVerdict(compareMetrics(sides, { ...plan, primary: ['lcp', 'frame-rate'] }))).toBe(
      'worse',
    );
    expect(comparisonVerdict(compareMetrics(sides, { ...plan, primary: [] }))).toBeNull();
  });
});

test.describe('error rates, by simulation', () => {
  const three = ['a', 'b', 'c'].map((id) => ({ ...lcp, id }));
  const looks = [8, 12, 16, 24];
  const sequential = { ...plan, primary: ['a', 'b', 'c'], looks };

  /** Skewed, as times are: a floor, a long tail, and now and then an outlier. */
  function time(random: () => number): number {
    const tail = -Math.log(1 - random()) * 40;
    return 1000 + tail + (random() < 0.03 ? 400 : 0);
  }

  /** Statuses at which a sequential comparison of three metrics stops, candidate scaled by `factor`. */
  function play(random: () => number, factor: number, boundaries: number[][]): string[] {
    const data = three.map((metric) => ({
      metric,
      baseline: Array.from({ length: 24 }, () => time(random)),
      candidate: Array.from({ length: 24 }, () => time(random) * factor),
    }));
    for (const [look, n] of looks.entries()) {
      const sides = data.map(({ metric, baseline, candidate }) => ({
        metric,
        baseline: side(baseline.slice(0, n)),
        candidate: side(candidate.slice(0, n)),
      }));
      const compared = compareMetrics(sides, sequential, look, boundaries);
      if (isDecided(compared) || look === looks.length - 1) return compared.map(({ status }) => status);
    }
    throw new Error('a plan ends with its last look');
  }

  test('three metrics, four looks, no difference: a false alarm in at most 5 % of 1,500 runs', () => {
    const random = seededRandom(11);
    const boundaries = boundariesOf(sequential);
    const rounds = 1_500;
    let alarms = 0;
    for (let round = 0; round < rounds; round++) {
      if (play(random, 1, boundaries).some((status) => status === 'worse' || status === 'better')) alarms++;
    }
    // Three standard errors above 5 %.
    expect(alarms / rounds).toBeLessThan(0.067);
  });

  test('a tenth slower is called worse in nearly every run, and same in hardly any', () => {
    const random = seededRandom(12);
    const boundaries = boundariesOf(sequential);
    const rounds = 300;
    let worse = 0;
    let same = 0;
    for (let round = 0; round < rounds; round++) {
      const statuses = play(random, 1.1, boundaries);
      if (statuses.every((status) => status === 'worse')) worse++;
      if (statuses.includes('same')) same++;
    }
    expect(worse / rounds).toBeGreaterThan(0.9);
    expect(same / rounds).toBeLessThan(0.05);
  });
});
