/** Two runs of one page: groups of neighbouring visits of the recording, judged in pairs as `compare` does. */
import { expect, test } from '@playwright/test';
import { readRecorded } from '../../../bench/detection/samples.ts';
import { betweenRuns } from '../../../src/core/judging/between-runs.ts';
import { compareMetrics } from '../../../src/core/judging/comparison.ts';
import { compareMachines } from '../../../src/core/judging/machines.ts';
import type { MachineComparison } from '../../../src/core/results/machine-comparison.ts';
import type { ComparisonPlan, MetricComparison } from '../../../src/core/results/metric-comparison.ts';
import { metricDefinitions } from '../../../src/metrics/index.ts';

const primary = ['tbt', 'lcp', 'partial-frames'];
const plan: ComparisonPlan = { alpha: 0.05, primary, minEffect: 0.05, looks: null };
const visits = readRecorded().blocks.flatMap(({ rows }) =>
  rows.filter(({ condition }) => condition === 'base').map(({ values }) => values),
);

/** Every pair of groups of so many visits in a row. */
function pairsOf(size: number): MetricComparison[][] {
  const groups = Array.from({ length: Math.floor(visits.length / size) }, (_, index) =>
    visits.slice(index * size, (index + 1) * size),
  );
  const side = (group: typeof visits, metric: string) => ({
    values: group.flatMap((values) => values[metric] ?? []),
    lost: 0,
    invalid: undefined,
  });
  return groups.flatMap((baseline, index) =>
    groups.slice(index + 1).map((candidate) => {
      const sides = primary.flatMap((id) => {
        const metric = metricDefinitions[id];
        const of = { baseline: side(baseline, id), candidate: side(candidate, id) };
        return metric === undefined ? [] : [{ metric, ...of }];
      });
      return compareMetrics(sides, plan);
    }),
  );
}

/** The share of the pairs in which anything is called worse or better. */
function calledDifferent(pairs: readonly MetricComparison[][], machine?: MachineComparison): number {
  const called = pairs.filter((pair) => {
    const judged = machine === undefined ? pair : betweenRuns(pair, metricDefinitions, machine);
    return judged.some(({ status }) => status === 'worse' || status === 'better');
  });
  return called.length / pairs.length;
}

const exact = { version: 1, figuresMs: Array.from({ length: 8 }, (_, index) => 5 + index / 1_000) };
const equal = compareMachines(exact, exact, 0.05);
const unknown = compareMachines(undefined, undefined, 0.05);

for (const [size, before] of [
  [6, 0.17],
  [12, 0.23],
  [15, 0.24],
] as const) {
  test(`neighbouring groups of ${size} differ in at most 5 % of the pairs, and not in ${100 * before} %`, () => {
    const pairs = pairsOf(size);
    expect(calledDifferent(pairs)).toBeCloseTo(before, 1);
    // As if the reference workload had shown machines of exactly one speed.
    expect(calledDifferent(pairs, equal)).toBeLessThanOrEqual(0.05);
    expect(calledDifferent(pairs, unknown)).toBe(0);
  });
}
