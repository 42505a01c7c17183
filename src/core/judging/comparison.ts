/** Whether a candidate differs from a baseline: a pure function of two cells' samples. */
import type { Comparison } from '../results/comparison.ts';
import type { ComparisonPlan, ComparisonStatus, MetricComparison } from '../results/metric-comparison.ts';
import { holmRejections } from '../statistics/rank-test.ts';
import { sequentialLevels } from '../statistics/sequential.ts';
import { fewestOf, type ShiftTest, shiftTest } from '../statistics/shift-test.ts';
import { median } from '../statistics/statistics.ts';
import { reasonOf, statusOf, untested, withLosses } from './comparison-status.ts';
import { leastEffectOf } from './least-effect.ts';
import type { ArmValues, MetricArms } from './metric-arms.ts';

/** At most this many metrics decide together: Holm over 15 costs 1.8 times the samples. */
export const mostPrimary = 3;

/**
 * Compares all metrics of a pair of cells.
 *
 * The primary metrics are tested together (Holm); every other one by itself, marked as exploratory. Within
 * a sequential plan the boundaries of look `look` apply to both.
 *
 * @param look index of the plan's look at which the data is judged; ignored without looks
 */
export function compareMetrics(
  sides: readonly MetricArms[],
  plan: ComparisonPlan,
  look = 0,
  boundaries = boundariesOf(plan),
): MetricComparison[] {
  const level = (remaining: number): number => {
    const found = boundaries[remaining - 1]?.[plan.looks === null ? 0 : look];
    if (found === undefined) throw new RangeError(`the plan has no look ${look + 1} at ${remaining} metrics`);
    return found;
  };
  const primaries = sides.filter(({ metric }) => plan.primary.includes(metric.id));
  const tests = testsOf(sides, plan);
  const tested = primaries.filter((each) => tests.has(each));
  const rejections = holmRejections(
    tested.map((each) => tests.get(each)?.p ?? 1),
    level,
  );
  return sides.map((each) => {
    const index = tested.indexOf(each);
    const test = tests.get(each);
    const rejected = index >= 0 ? rejections[index] === true : test !== undefined && test.p <= level(1);
    // Holm's first step is the strictest: with too few values even complete separation is inconclusive.
    const first = level(index >= 0 ? tested.length : 1);
    return compared(each, {
      primary: primaries.includes(each),
      test,
      rejected,
      plan,
      level: level(1),
      first,
    });
  });
}

/**
 * Levels of a single test: one row for each number of primary metrics still open (from 1), one column for
 * each look. Computing them takes some tenths of a second, so a loop over many comparisons does it once.
 */
export function boundariesOf({ alpha, looks }: ComparisonPlan): number[][] {
  return Array.from({ length: mostPrimary }, (_, index) => {
    const share = alpha / (index + 1);
    return looks === null ? [share] : sequentialLevels({ looks, alpha: share });
  });
}

/** All statuses, the most important one for a reader first. */
export const comparisonOrder: readonly ComparisonStatus[] = [
  'invalid',
  'worse',
  'cannot-tell',
  'better',
  'same',
];

/** Whether a metric counts for the verdict: a primary one, or one that the guard found. */
export function decides({ primary, role }: Pick<MetricComparison, 'primary' | 'role'>): boolean {
  return primary || role === 'guard';
}

/** The first status in {@link comparisonOrder} that a deciding metric has; null without such metrics. */
export function comparisonVerdict(metrics: readonly MetricComparison[]): ComparisonStatus | null {
  const statuses = metrics.filter(decides).map(({ status }) => status);
  return comparisonOrder.find((status) => statuses.includes(status)) ?? null;
}

/** Whether no primary metric is inconclusive any more, so that a sequential plan may stop. */
export function isDecided(metrics: readonly MetricComparison[]): boolean {
  return metrics.filter(({ primary }) => primary).every(({ status }) => status !== 'cannot-tell');
}

/** The tests of all metrics that can be tested. */
function testsOf(
  sides: readonly MetricArms[],
  { unit = 'iteration' }: ComparisonPlan,
): Map<MetricArms, ShiftTest> {
  return new Map(
    sides.flatMap((each): [MetricArms, ShiftTest][] => {
      const { baseline, candidate } = each;
      if (baseline.invalid !== undefined || candidate.invalid !== undefined) return [];
      const test = shiftTest(unit, baseline, candidate);
      return test === undefined ? [] : [[each, test]];
    }),
  );
}

interface Decision {
  primary: boolean;
  /** Undefined when a side has nothing to test. */
  test: ShiftTest | undefined;
  rejected: boolean;
  plan: ComparisonPlan;
  level: number;
  /** The level of Holm's first step. */
  first: number;
}

function compared(sides: MetricArms, decision: Decision): MetricComparison {
  const { primary, test, rejected, plan, level, first } = decision;
  const { metric, baseline, candidate } = sides;
  const role = primary ? ('primary' as const) : ('exploratory' as const);
  const common = {
    metric: metric.id,
    primary,
    role,
    baseline: totals(baseline),
    candidate: totals(candidate),
  };
  if (test === undefined) {
    return { ...common, ...untested(sides), shift: null, interval: null, p: null, leastEffect: null };
  }
  const { unit, n, p } = test;
  const { estimate, interval } = test.shift(1 - level);
  const leastEffect = leastEffectOf(metric, median(baseline.values), plan.minEffect);
  const within = interval !== undefined && interval.low >= -leastEffect && interval.high <= leastEffect;
  const status = statusOf(estimate, { rejected, within, better: metric.better });
  const fewest = fewestOf(unit, first);
  const reason = reasonOf(status, { unit, rejected, fewest: n < fewest ? fewest : undefined });
  const found = test.detectable(first);
  return {
    ...common,
    ...withLosses({ status, reason }, sides),
    ...(unit === 'block' ? { blocks: n } : {}),
    shift: estimate,
    interval: interval ?? null,
    p,
    leastEffect,
    ...(primary && found !== undefined ? { detectable: Math.max(found, leastEffect) } : {}),
  };
}

function totals({ values }: ArmValues): MetricComparison['baseline'] {
  return { n: values.length, median: values.length === 0 ? null : median(values) };
}

/** How many comparisons have each status, the worst first; none for those without a primary metric. */
export function statusCounts(
  comparisons: readonly Pick<Comparison, 'verdict'>[],
): { status: ComparisonStatus; count: number }[] {
  return comparisonOrder.flatMap((status) => {
    const count = comparisons.filter(({ verdict }) => verdict === status).length;
    return count === 0 ? [] : [{ status, count }];
  });
}

/** A difference as a share of the baseline's median; undefined where that is unknown or 0. */
export function shareOfBaseline(
  { baseline }: Pick<MetricComparison, 'baseline'>,
  difference: number,
): number | undefined {
  return baseline.median ? difference / Math.abs(baseline.median) : undefined;
}
