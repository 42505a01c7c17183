import { expect, test } from '@playwright/test';
import { judge } from '../../../../src/core/judging/verdict.ts';
import type { Budget } from '../../../../src/core/results/budget.ts';
import type { PassId } from '../../../../src/core/results/metric.ts';
import type { Verdict } from '../../../../src/core/results/verdict.ts';
import { coverageAt, moreIterations } from '../../../../src/core/statistics/looks.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { medianInterval, shift } from '../../../../src/core/statistics/statistics.ts';
import { inp } from '../../../../src/metrics/inp.ts';

const looks = [6, 11, 15, 20];
const cells = 3_000;

/** How often any look takes the limit for passed, or for kept, where it is the very truth. */
function wrongShare(intervalOf: (upTo: number, random: () => number) => (n: number) => unknown): number {
  const random = seededRandom(11);
  const excludes = (interval: unknown): boolean => {
    const found = interval as { low: number; high: number } | undefined;
    return found !== undefined && (found.high < 0 || found.low > 0);
  };
  const wrong = Array.from({ length: cells }, () => {
    const at = intervalOf(20, random);
    return looks.some((n) => excludes(at(n)));
  });
  return wrong.filter(Boolean).length / cells;
}

/** Skewed, as times are, with its median at 0. */
const value = (random: () => number) => -Math.log(1 - random()) - Math.LN2;

test('all looks at a median together are wrong in one of twenty cells at most', () => {
  const share = wrongShare((upTo, random) => {
    const values = Array.from({ length: upTo }, () => value(random));
    return (n) => medianInterval(values.slice(0, n), coverageAt(n));
  });
  // Exactly 4.60 %: six on one side, then ten of eleven, thirteen of fifteen, and sixteen of twenty.
  expect(share).toBeGreaterThan(0.035);
  expect(share).toBeLessThan(0.06);
});

test('all looks at a growth from four values together are wrong in one of twenty cells at most', () => {
  const share = wrongShare((upTo, random) => {
    const base = Array.from({ length: 4 }, () => value(random));
    const values = Array.from({ length: upTo }, () => value(random));
    return (n) => shift(base, values.slice(0, n), coverageAt(n)).interval;
  });
  expect(share).toBeGreaterThan(0.03);
  expect(share).toBeLessThan(0.058);
});

test('a budget against a baseline is looked at with the same care', () => {
  const budget: Budget = {
    ...{ kind: 'relative', metric: 'inp', limit: 0, missing: null, forced: [] },
    baseline: [8, 9, 10, 11, 12, 13],
  };
  const judged = (n: number) => {
    const values = Array.from({ length: n }, (_, index) => 10 + index);
    return judge(budget, inp, { values, lost: 0, missing: undefined, coverage: coverageAt(n) }, undefined);
  };
  for (const n of looks) expect(judged(n).interval?.coverage, `${n}`).toBeGreaterThanOrEqual(coverageAt(n));
});

const verdict = (metric: string, status: Verdict['status'], interval: Verdict['interval']): Verdict => ({
  ...{ metric, status, interval, kind: 'absolute', parameter: null, observed: 1, limit: 1, reason: '' },
});
const around = { low: 0, high: 2, coverage: 0.96 };
const passOf = (metric: string): PassId | undefined => (metric === 'heap' ? 'memory' : 'timing');
const more = (verdicts: Verdict[], timing: number) =>
  moreIterations(verdicts, passOf, new Map([...(timing > 0 ? [['timing', timing] as const] : [])]));

test('an open verdict asks for the next look, whatever is decided for nothing', () => {
  expect(more([verdict('inp', 'inconclusive', around), verdict('lcp', 'met', around)], 6)).toEqual({
    timing: 5,
  });
  expect(more([verdict('inp', 'inconclusive', around)], 12)).toEqual({ timing: 3 });
  expect(more([verdict('inp', 'inconclusive', around)], 20)).toEqual({});
  expect(more([verdict('inp', 'missed', around)], 6)).toEqual({});
});

test('where iterations did not count, what is missing for the first look is asked for', () => {
  expect(more([verdict('inp', 'inconclusive', null)], 5)).toEqual({ timing: 1 });
  expect(more([{ ...verdict('inp', 'inconclusive', null), observed: null }], 5)).toEqual({});
});

test('what more iterations cannot tell asks for none', () => {
  expect(more([verdict('inp', 'inconclusive', null)], 6)).toEqual({});
  expect(more([verdict('heap', 'inconclusive', around)], 6)).toEqual({});
  // Within the limit, but an iteration gave no value.
  expect(more([verdict('inp', 'inconclusive', { ...around, high: 0.5 })], 6)).toEqual({});
});
