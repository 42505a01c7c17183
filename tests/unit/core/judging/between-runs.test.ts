import { expect, test } from '@playwright/test';
import { betweenRuns } from '../../../../src/core/judging/between-runs.ts';
import { compareMetrics } from '../../../../src/core/judging/comparison.ts';
import { compareMachines } from '../../../../src/core/judging/machines.ts';
import type { MetricDefinition } from '../../../../src/core/results/metric.ts';
import type { ComparisonPlan, MetricComparison } from '../../../../src/core/results/metric-comparison.ts';
import { elements, frameRate } from '../sample-journal.ts';

const lcp: MetricDefinition = { ...elements, id: 'lcp', unit: 'ms', dependsOnTime: true };
const metrics = { lcp, [elements.id]: elements, [frameRate.id]: frameRate };
const hundred = Array.from({ length: 12 }, (_, index) => 1_000 + index);
const figures = [5, 5.02, 4.98, 5.01, 4.99, 5, 5.03, 4.97];
const machineOf = (factor: number) => ({ version: 1, figuresMs: figures.map((figure) => figure * factor) });
const equal = compareMachines(machineOf(1), machineOf(1), 0.05);
const slower = compareMachines(machineOf(1), machineOf(1.28), 0.05);
const unknown = compareMachines(undefined, machineOf(1), 0.05);

/** A metric whose candidate reads `factor` times the baseline. */
function comparedAt(factor: number, metric = lcp): MetricComparison {
  const side = (values: number[]) => ({ values, lost: 0, invalid: undefined });
  const plan: ComparisonPlan = { alpha: 0.05, primary: [metric.id], minEffect: 0.05, looks: null };
  const sides = { metric, baseline: side(hundred), candidate: side(hundred.map((value) => value * factor)) };
  const [found] = compareMetrics([sides], plan);
  if (found === undefined) throw new Error('nothing was compared');
  return found;
}

function onTwo(factor: number, machine = equal, metric = lcp): MetricComparison {
  const [found] = betweenRuns([comparedAt(factor, metric)], metrics, machine);
  if (found === undefined) throw new Error('nothing was compared');
  return found;
}

test('where the machine changed, nothing is said of times, and counts are compared all the same', () => {
  expect(onTwo(1.3, slower)).toMatchObject({
    status: 'cannot-tell',
    reason: expect.stringMatching(/the machine changed by 28 %/),
  });
  expect(onTwo(1.3, slower, frameRate).status).toBe('cannot-tell');
  expect(onTwo(1.3, slower, elements)).toEqual(comparedAt(1.3, elements));
});

test('on equal machines a time is the same, or lies beyond the smallest effect of interest as a whole', () => {
  expect(onTwo(1).status).toBe('same');
  expect(onTwo(1.2).status).toBe('worse');
  expect(onTwo(0.8).status).toBe('better');
  expect(comparedAt(1.053).status).toBe('worse');
  expect(onTwo(1.053)).toMatchObject({ status: 'cannot-tell', reason: expect.stringContaining('with ab') });
});

test('the interval says what the machine may have changed, and what can be detected as well', () => {
  const [alone, two] = [comparedAt(1.2), onTwo(1.2)];
  const added = equal.allowance * 1_005.5;
  expect(two.interval?.low).toBeCloseTo((alone.interval?.low ?? 0) - added, 6);
  expect(two.interval?.high).toBeCloseTo((alone.interval?.high ?? 0) + added, 6);
  expect(two.detectable).toBeGreaterThan(alone.detectable ?? Number.POSITIVE_INFINITY);
  expect(two.p).toBe(alone.p);
});

test('without a reference workload 17 % is inconclusive between two runs of one commit, 60 % can', () => {
  expect(onTwo(1.17, unknown)).toMatchObject({
    status: 'cannot-tell',
    reason: expect.stringContaining('20 % of the baseline, the spread between runs'),
  });
  expect(onTwo(1, unknown).status).toBe('cannot-tell');
  expect(onTwo(1.6, unknown).status).toBe('worse');
  expect(onTwo(1.17, unknown, elements).status).toBe('worse');
});

test('what was invalid or untested says why as before', () => {
  const invalid = { ...comparedAt(1.3), status: 'invalid' as const, p: null, reason: 'The page crashed.' };
  expect(betweenRuns([invalid], metrics, slower)).toEqual([invalid]);
});
