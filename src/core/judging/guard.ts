/**
 * The guard of a comparison: a metric that is not primary must not become grossly worse unnoticed.
 *
 * All metrics that are not primary are tested together, once, at the look at which the comparison ends. The
 * primary metrics decide which look that is, and they may correlate with the others. So the level is divided
 * among all planned looks (Bonferroni) and among the metrics (Holm).
 *
 * The guard sets `cannot-tell` where it can neither prove nor ignore a change: for a metric that looks
 * grossly worse with too few values or blocks for its level, and for a metric that the candidate has lost.
 */

import type { Comparison } from '../results/comparison.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { ComparisonPlan, Guard, MetricComparison } from '../results/metric-comparison.ts';
import { fisherTail } from '../statistics/proportion.ts';
import { holmRejections } from '../statistics/rank-test.ts';
import { fewestOf } from '../statistics/shift-test.ts';
import { lossReason } from './comparison-status.ts';
import type { MetricArms } from './metric-arms.ts';

/** Largest share of comparisons of equal pages that the guard calls worse. */
export const guardAlpha = 0.01;

/** A gross change reaches this share of the baseline's median and the amount in {@link grossOfUnit}. */
const grossShare = 0.25;

/**
 * Changes that every user notices: a long task, one frame in ten, a layout shift that is no longer good,
 * 100 kB.
 */
const grossOfUnit: Record<MetricDefinition['unit'], number> = {
  ms: 50,
  percent: 10,
  'per-second': 10,
  count: 50,
  bytes: 100_000,
  ratio: 0.1,
  score: 10,
  px: 50,
};

/**
 * Marks the metrics that are, or look, grossly worse with the role `guard`: they count for the verdict, too.
 *
 * @param metrics definitions of the compared metrics
 * @param sides the compared values, with the number of lost ones
 * @returns `open`: metrics that look grossly worse and that more values could prove worse
 */
export function guarded(
  compared: readonly MetricComparison[],
  plan: ComparisonPlan,
  metrics: Readonly<Record<string, MetricDefinition>>,
  sides: readonly MetricArms[],
): { compared: MetricComparison[]; guard?: Guard; open: string[] } {
  if (plan.guardAlpha === undefined) return { compared: [...compared], open: [] };
  const level = plan.guardAlpha / (plan.looks?.length ?? 1);
  const lost = lossesAmong(sides, plan, level);
  const others = compared.filter(({ primary, p }) => !primary && p !== null);
  if (others.length === 0) return { compared: compared.map((each) => asLost(each, lost)), open: [] };
  const rejections = holmRejections(
    others.map((each) => worseP(each, metrics[each.metric])),
    (remaining) => level / remaining,
  );
  const gross = others.filter((each) => isGross(each, metrics[each.metric]));
  const proper = gross.filter(({ status }) => status === 'worse');
  // Excludes metrics that another rule made inconclusive, such as a machine that changed between two runs.
  const losses = gross.filter((each) => {
    const own = sides.find(({ metric }) => metric.id === each.metric);
    return own !== undefined && own.baseline.lost > 0 && each.reason === lossReason(own);
  });
  const hits = proper.filter((each) => rejections[others.indexOf(each)] === true);
  // Holm's first step, for a one-sided test.
  const fewest = fewestOf(plan.unit ?? 'iteration', (2 * level) / others.length);
  const unsure = proper.filter((each) => !hits.includes(each));
  return {
    compared: compared.map((each): MetricComparison => {
      if (hits.includes(each))
        return { ...each, role: 'guard', reason: 'It is grossly worse, although it is not primary.' };
      if (unsure.includes(each)) return unproved(each, needs(each, fewest, plan));
      if (losses.includes(each)) return unproved(each, each.reason);
      return asLost(each, lost);
    }),
    guard: { alpha: plan.guardAlpha, metrics: others.map(({ metric }) => metric), fewest },
    open: unsure.map(({ metric }) => metric),
  };
}

function needs(each: MetricComparison, fewest: number, { unit }: ComparisonPlan): string {
  const units = unit === 'block' ? 'blocks' : 'values a side';
  return countOf(each) < fewest
    ? `The guard needs ${fewest} ${units} to prove it.`
    : `The guard cannot prove it by ${countOf(each)} ${units}; more may.`;
}

function unproved(each: MetricComparison, why: string): MetricComparison {
  const reason = `It looks grossly worse, although it is not primary. ${why}`;
  return { ...each, role: 'guard', status: 'cannot-tell', reason };
}

function asLost(each: MetricComparison, lost: ReadonlyMap<string, string>): MetricComparison {
  const reason = lost.get(each.metric);
  return reason === undefined ? each : { ...each, role: 'guard', status: 'cannot-tell', reason };
}

/**
 * Whether a later look has enough values or blocks for the guard to prove what it left open. False when a
 * primary metric is already worse.
 */
export function guardWaits(
  { compared, guard, open }: ReturnType<typeof guarded>,
  { looks }: ComparisonPlan,
  look: number,
): boolean {
  if (guard === undefined || looks === null || open.length === 0) return false;
  const isWorse = compared.some(({ primary, status }) => primary && status === 'worse');
  return !isWorse && looks.slice(look + 1).some((count) => count >= guard.fewest);
}

/** Number of blocks of a comparison or, without blocks, of values of its smaller side. */
function countOf({ baseline, candidate, blocks }: MetricComparison): number {
  return blocks ?? Math.min(baseline.n, candidate.n);
}

/** Ids of the metrics that are grossly worse although they are not primary. */
export function foundByGuard({ metrics }: Pick<Comparison, 'metrics'>): string[] {
  return metrics
    .filter(({ role, status }) => role === 'guard' && status === 'worse')
    .map(({ metric }) => metric);
}

/** Those metrics where they alone make the comparison worse; empty when a primary metric is worse, too. */
export function foundByGuardAlone({ verdict, metrics }: Pick<Comparison, 'verdict' | 'metrics'>): string[] {
  const primaryWorse = metrics.some(({ primary, status }) => primary && status === 'worse');
  return verdict === 'worse' && !primaryWorse ? foundByGuard({ metrics }) : [];
}

/**
 * What the guard came to: it could find nothing with so few values or blocks, found metrics, could not prove what it
 * suspects, or none is grossly worse.
 */
export function guardOutcome(
  { fewest, metrics: tested }: Guard,
  { metrics }: Pick<Comparison, 'metrics'>,
): 'too-few' | 'found' | 'unproved' | 'none' {
  const counts = metrics.filter(({ metric }) => tested.includes(metric)).map(countOf);
  if (Math.max(...counts) < fewest) return 'too-few';
  if (foundByGuard({ metrics }).length > 0) return 'found';
  return metrics.some(({ role, status }) => role === 'guard' && status === 'cannot-tell')
    ? 'unproved'
    : 'none';
}

/** Metrics that the candidate never measured, or lost more often than chance explains; each with a reason. */
function lossesAmong(
  sides: readonly MetricArms[],
  { primary }: ComparisonPlan,
  level: number,
): ReadonlyMap<string, string> {
  const others = sides.filter(
    ({ metric, baseline, candidate }) =>
      !primary.includes(metric.id) &&
      baseline.values.length > baseline.lost &&
      candidate.lost > 0 &&
      baseline.invalid === undefined &&
      candidate.invalid === undefined,
  );
  const counts = ({ lost, values }: MetricArms['baseline']) => ({ failed: lost, of: lost + values.length });
  const found = others.filter(({ baseline, candidate }) => {
    const isGone = baseline.lost === 0 && candidate.values.length === 0;
    return isGone || fisherTail(counts(baseline), counts(candidate)) <= level / sides.length;
  });
  return new Map(
    found.map(({ metric, baseline, candidate }) => {
      const { failed, of } = counts(candidate);
      const why = candidate.missing ?? 'no reason was given';
      const text = `The candidate lost it in ${failed} of ${of} iterations, the baseline in ${baseline.lost} of ${counts(baseline).of}: ${why}.`;
      return [metric.id, text];
    }),
  );
}

/** One-sided p-value that the candidate is worse. */
function worseP({ p, shift }: MetricComparison, metric: MetricDefinition | undefined): number {
  if (p === null || shift === null || metric === undefined) return 1;
  return shift > 0 === (metric.better === 'lower') ? p / 2 : 1 - p / 2;
}

/** Whether the whole interval of the shift is gross. */
function isGross({ interval, baseline }: MetricComparison, metric: MetricDefinition | undefined): boolean {
  if (interval === null || baseline.median === null || metric === undefined) return false;
  const least = Math.max(Math.abs(baseline.median) * grossShare, grossOfUnit[metric.unit]);
  return metric.better === 'lower' ? interval.low >= least : interval.high <= -least;
}
