/** What does not decide must not become grossly worse in silence, and hardly ever by chance. */
import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { compareCells } from '../../../../src/core/judging/compare-cells.ts';
import { boundariesOf } from '../../../../src/core/judging/comparison.ts';
import { guardAlpha, guarded, guardWaits } from '../../../../src/core/judging/guard.ts';
import type { Comparison } from '../../../../src/core/results/comparison.ts';
import type { MetricDefinition } from '../../../../src/core/results/metric.ts';
import type { ComparisonPlan, MetricComparison } from '../../../../src/core/results/metric-comparison.ts';
import { type Reading, unavailable } from '../../../../src/core/results/reading.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { rankSumTest } from '../../../../src/core/statistics/rank-test.ts';
import { metricDefinitions } from '../../../../src/metrics/index.ts';
import { begin, end, finish, iterate, keyOf, run } from '../sample-journal.ts';

type Readings = (index: number) => Record<string, Reading | number>;

const plan: ComparisonPlan = { alpha: 0.05, primary: ['lcp'], minEffect: 0.05, looks: null, guardAlpha };

/** The comparison of two cells of so many timing iterations each. */
function compare(n: number, a: Readings, b: Readings, more: Partial<ComparisonPlan> = {}): Comparison {
  const cell = (arm: string, readings: Readings) => [
    begin(keyOf(50, arm)),
    ...Array.from({ length: n }, (_, index) =>
      iterate(keyOf(50, arm), index, { pass: 'timing', readings: readings(index) }),
    ),
    finish(keyOf(50, arm)),
  ];
  const { cells, metrics } = assemble([
    run.type === 'run' ? { ...run, metrics: metricDefinitions } : run,
    ...cell('a', a),
    ...cell('b', b),
    end,
  ]);
  const [baseline, candidate] = cells.map((each) => ({ cell: each, label: each.arm, run: 'sample' }));
  if (baseline === undefined || candidate === undefined) throw new Error('two cells were expected');
  return compareCells(baseline, candidate, { metrics, plan: { ...plan, ...more }, look: 0, forced: [] });
}

const steady: Readings = (index) => ({ lcp: 1_000 + 4 * (index % 3), cls: 0, fcp: 300, tbt: 40 });

test('a layout that shifts in every visit is worse, although LCP is better', () => {
  const faster: Readings = (index) => ({ ...steady(index), lcp: 900 + 4 * (index % 3), cls: 0.81 });
  const comparison = compare(15, steady, faster);
  expect(comparison.verdict).toBe('worse');
  expect(comparison.metrics.map(({ metric, role, status }) => [metric, role, status])).toEqual([
    ['lcp', 'primary', 'better'],
    ['cls', 'guard', 'worse'],
    ['fcp', 'exploratory', 'same'],
    ['tbt', 'exploratory', 'same'],
  ]);
  expect(comparison.guard).toEqual({ alpha: 0.01, metrics: ['cls', 'fcp', 'tbt'], fewest: 6 });
});

test('it finds at the first look of a plan of six, too', () => {
  const shifting: Readings = (index) => ({ ...steady(index), cls: 0.81 });
  expect(compare(8, steady, shifting, { looks: [8, 11, 16, 22, 31, 43] }).verdict).toBe('worse');
});

test('says nothing of what is better, small, uncertain or not measured', () => {
  for (const other of [
    { cls: 0.81, of: 'baseline' },
    { cls: 0.06, of: 'candidate' },
    { tbt: 60, of: 'candidate' },
    { fcp: 360, of: 'candidate' },
    { cls: unavailable('the page was there before'), of: 'baseline' },
  ] as const) {
    const { of, ...readings } = other;
    const changed: Readings = (index) => ({ ...steady(index), ...readings });
    const comparison = of === 'baseline' ? compare(15, changed, steady) : compare(15, steady, changed);
    expect(comparison.metrics.filter(({ role }) => role === 'guard')).toEqual([]);
    expect(comparison.verdict).toBe('same');
  }
  // In a third of the visits only: the interval reaches down to 0.
  const sometimes: Readings = (index) => ({ ...steady(index), cls: index % 3 === 0 ? 0.81 : 0 });
  expect(compare(15, steady, sometimes).verdict).toBe('same');
});

test('a baseline that lost values proves nothing, and silences nothing; without a guard in the plan there is none', () => {
  const shifting: Readings = (index) => ({ ...steady(index), cls: 0.81 });
  const lossy: Readings = (index) => ({ ...steady(index), cls: index === 0 ? unavailable('lost') : 0 });
  const comparison = compare(15, lossy, shifting);
  expect(comparison.verdict).toBe('cannot-tell');
  expect(comparison.metrics.filter(({ role }) => role === 'guard')).toMatchObject([
    {
      metric: 'cls',
      reason: 'It looks grossly worse, although it is not primary. 1 of 30 iterations gave no value.',
    },
  ]);
  expect(compare(15, lossy, steady).verdict).toBe('same');
  const { guardAlpha: _, ...unguarded } = plan;
  expect(compare(15, steady, shifting, { ...unguarded, guardAlpha: undefined })).not.toHaveProperty('guard');
});

test('what looks grossly worse in too few values is no silence, and says how many it takes', () => {
  const shifting: Readings = (index) => ({ ...steady(index), cls: 0.81 });
  const comparison = compare(5, steady, shifting);
  expect(comparison.guard?.fewest).toBe(6);
  expect(comparison.verdict).toBe('cannot-tell');
  const found = comparison.metrics.filter(({ role }) => role === 'guard');
  expect(found).toMatchObject([{ metric: 'cls', status: 'cannot-tell' }]);
  expect(found[0]?.reason).toContain('The guard needs 6 values a side');
});

test('a plan with looks is waited for while a later one could prove it, and not for what is lost or worse already', () => {
  const looks = [5, 8];
  const sides = (candidate: Readings, n = 5) => compare(n, steady, candidate, { looks });
  const waits = (candidate: Readings, look = 0): boolean => {
    const { metrics, guard } = sides(candidate);
    const open = metrics.filter(({ role, status }) => role === 'guard' && status === 'cannot-tell');
    const found = { compared: metrics, open: open.map(({ metric }) => metric) };
    return guardWaits({ ...found, ...(guard && { guard }) }, { ...plan, looks }, look);
  };
  const shifting: Readings = (index) => ({ ...steady(index), cls: 0.81 });
  expect(waits(shifting)).toBe(true);
  expect(waits(shifting, 1)).toBe(false);
  expect(waits(steady)).toBe(false);
});

test('a metric that the candidate lost keeps the verdict from anything good, and is named', () => {
  const gone: Readings = (index) => ({ ...steady(index), cls: unavailable('nothing was laid out') });
  const verdictOf = (n: number, candidate: Readings) => compare(n, steady, candidate).verdict;
  const comparison = compare(6, steady, gone);
  expect(comparison.verdict).toBe('cannot-tell');
  expect(comparison.metrics.filter(({ role }) => role === 'guard')).toMatchObject([
    {
      metric: 'cls',
      status: 'cannot-tell',
      reason: 'The candidate lost it in 6 of 6 iterations, the baseline in 0 of 6: nothing was laid out.',
    },
  ]);
  // One of fifteen is chance, fourteen of them are not.
  expect(verdictOf(15, (index) => (index === 0 ? gone(index) : steady(index)))).toBe('same');
  expect(verdictOf(15, (index) => (index > 0 ? gone(index) : steady(index)))).toBe('cannot-tell');
});

test.describe('false alarms over 15 metrics, by simulation', () => {
  const looks = [8, 10, 12];
  const ids = Array.from({ length: 16 }, (_, index) => `m${index}`);
  const sequential: ComparisonPlan = { ...plan, primary: ['m0'], looks };
  const definitions = Object.fromEntries(
    ids.map((id): [string, MetricDefinition] => [
      id,
      { id, version: 1, title: id, unit: 'ms', better: 'lower', pass: 'timing', source: 'a test' },
    ]),
  );

  /** As if every difference were gross: the level alone must hold the rate. */
  function comparedAs(metric: string, a: readonly number[], b: readonly number[]): MetricComparison {
    const shift = rankOf(b) - rankOf(a);
    return {
      metric,
      primary: metric === 'm0',
      status: shift > 0 ? 'worse' : 'better',
      baseline: { n: a.length, median: 0 },
      candidate: { n: b.length, median: 0 },
      shift,
      interval: { low: 1_000 * shift, high: 1_000 * shift, coverage: 0.95 },
      p: rankSumTest(a, b),
      leastEffect: 0,
      reason: '',
    };
  }

  const rankOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

  /** One comparison of equal sides that ends when the first metric differs; the others follow it by `tie`. */
  function alarms(random: () => number, tie: number, levels: readonly number[]): boolean {
    const draw = () =>
      Array.from({ length: 12 }, () => {
        const common = random();
        return ids.map((_, index) => (index === 0 || random() < tie ? common : random()));
      });
    const [a, b] = [draw(), draw()];
    const values = (rows: number[][], index: number, n: number) =>
      rows.slice(0, n).map((row) => row[index] ?? Number.NaN);
    const at = (n: number, index: number) =>
      comparedAs(ids[index] ?? '', values(a, index, n), values(b, index, n));
    const end = looks.findIndex((n, look) => (at(n, 0).p ?? 1) <= (levels[look] ?? 0));
    const n = looks.at(end) ?? 12;
    const compared = ids.map((_, index) => at(n, index));
    return guarded(compared, sequential, definitions, []).compared.some(
      ({ role, status }) => role === 'guard' && status === 'worse',
    );
  }

  for (const [name, tie] of [
    ['that know nothing of each other', 0],
    ['that go with the primary one', 0.8],
  ] as const) {
    test(`metrics ${name}: at most 1 % of 500 comparisons`, () => {
      const random = seededRandom(17);
      const [levels = []] = boundariesOf(sequential);
      const alarmed = Array.from({ length: 500 }, () => alarms(random, tie, levels)).filter(Boolean);
      // Three standard errors above 1 %.
      expect(alarmed.length).toBeLessThanOrEqual(11);
    });
  }
});
