/** Readings that the browser rounds: nothing may be judged finer than their steps. */
import { expect, test } from '@playwright/test';
import { assemble, summarize } from '../../../src/core/assemble.ts';
import { compareMetrics } from '../../../src/core/judging/comparison.ts';
import { leastEffectOf } from '../../../src/core/judging/least-effect.ts';
import { relativeBudgets } from '../../../src/core/judging/relative-budget.ts';
import { judge } from '../../../src/core/judging/verdict.ts';
import type { MetricDefinition } from '../../../src/core/results/metric.ts';
import { fcp } from '../../../src/metrics/fcp.ts';
import { metricDefinitions } from '../../../src/metrics/index.ts';
import { inp } from '../../../src/metrics/inp.ts';
import { lcp } from '../../../src/metrics/lcp.ts';
import { end, iterate, keyOf, run, wholeCell } from './sample-journal.ts';

const all = (value: number, n = 12): number[] => new Array<number>(n).fill(value);

test('the browser rounds interactions to 8 ms and paints to 4 ms, and the results carry that', () => {
  expect([inp, fcp, lcp].map(({ resolution }) => resolution)).toEqual([8, 4, 4]);
  expect(metricDefinitions.inp).toMatchObject({ id: 'inp', resolution: 8 });
  expect(metricDefinitions.tbt).not.toHaveProperty('resolution');
});

test('the smallest effect of interest is at least one step', () => {
  expect(leastEffectOf(inp, 40, 0.05)).toBe(8);
  expect(leastEffectOf(fcp, 40, 0.05)).toBe(4);
  expect(leastEffectOf(inp, 400, 0.05)).toBe(20);
  expect(leastEffectOf({ unit: 'ms' }, 0, 0.05)).toBe(1);
});

test('one step of difference is the same, two are worse', () => {
  const compared = (candidate: number) =>
    compareMetrics(
      [
        {
          metric: inp,
          baseline: { values: all(40), lost: 0, invalid: undefined },
          candidate: { values: all(candidate), lost: 0, invalid: undefined },
        },
      ],
      { alpha: 0.05, primary: ['inp'], minEffect: 0.05, looks: null },
    )[0];
  expect(compared(48)).toMatchObject({ status: 'same', leastEffect: 8 });
  expect(compared(56)).toMatchObject({ status: 'worse' });
});

test('one step worse than the baseline meets a relative budget', () => {
  const key = keyOf(50);
  const baseline = assemble([run, ...wholeCell(key, inp, all(40)), end]);
  const rules = { baseline, maxRegression: 0.05, forced: [] };
  expect(relativeBudgets(key, [inp], rules)).toMatchObject([{ limit: 8 }]);
});

test.describe('an absolute limit', () => {
  const judged = (limit: number, metric: MetricDefinition = inp) =>
    judge(
      { kind: 'absolute', metric: metric.id, limit },
      metric,
      { values: all(40), lost: 0, missing: undefined },
      undefined,
    );

  test('less than half a step from the interval is inconclusive, and says why', () => {
    // Readings of 40 were anything from 36 to 44.
    for (const limit of [36, 39, 41, 43]) {
      expect(judged(limit)).toMatchObject({ status: 'inconclusive', interval: { low: 36, high: 44 } });
      expect(judged(limit).reason).toContain('rounds this metric to steps of 8 ms');
    }
  });

  test('beyond half a step is told', () => {
    expect(judged(44).status).toBe('met');
    expect(judged(35).status).toBe('missed');
  });

  test('of a metric that is rounded down is told below what was read, and from a step above it', () => {
    // Readings of 40 were anything from 40 to 44.
    expect(judged(39, lcp)).toMatchObject({ status: 'missed', interval: { low: 40, high: 44 } });
    expect(judged(43, lcp).status).toBe('inconclusive');
    expect(judged(44, lcp).status).toBe('met');
  });

  test('of a metric that is not rounded is told up to the limit itself', () => {
    const { resolution: _, ...exact } = inp;
    expect(judged(40, exact)).toMatchObject({ status: 'met', interval: { low: 40, high: 40 } });
  });
});

test('the interval of a summary is that of the verdict', () => {
  const iterations = all(40).map((value, index) => iterate(keyOf(50), index, { readings: { inp: value } }));
  const cell = {
    iterations: iterations.map(({ iteration }) => iteration),
    samples: iterations.flatMap(({ samples }) => samples),
  };
  expect(summarize('inp', cell, inp).interval).toMatchObject({ low: 36, high: 44 });
  expect(summarize('inp', cell).interval).toMatchObject({ low: 40, high: 40 });
});
