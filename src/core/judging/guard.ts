/**
 * The guard of a comparison: what does not decide must not become grossly worse in silence.
 *
 * All metrics that are not primary are tested together, once, at the look with which the comparison ends.
 * When that is depends on the primary metrics, which may go with the others, so the level is shared by all
 * planned looks (Bonferroni) and by the metrics (Holm).
 *
 * It says `cannot-tell` of what it must not pass over and cannot prove: a metric that looks grossly worse where there are
 * too few values or blocks for its level, and one that the candidate has lost.
 */

import type { MetricDefinition } from '../results/metric.ts';
import type { ComparisonPlan, Guard, MetricComparison } from '../results/metric-comparison.ts';
import { fisherTail } from '../statistics/proportion.ts';
import { holmRejections } from '../statistics/rank-test.ts';
import { fewestOf } from '../statistics/shift-test.ts';
import { lossReason } from './comparison-status.ts';
import type { Sides } from './sides.ts';

/** Of all comparisons of equal pages at most so many are called worse by the guard. */
export const guardAlpha = 0.01;

/** A change is gross when it is so much of the baseline's median and as much as {@link grossOfUnit}. */
const grossShare = 0.25;

/** What nobody overlooks: a long task, one frame in ten, the layout shift that is no longer good, 100 kB. */
const grossOfUnit: Record<MetricDefinition['unit'], number> = {
  ms: 50,
  percent: 10,
  'per-second': 10,
  count: 50,
  bytes: 100_000,
  ratio: 0.1,
  score: 10,
};

/**
 * Marks the metrics that became grossly worse, or seem to, with the role `guard`: they decide, too.
 *
 * @param metrics definitions of what was compared
 * @param sides what was compared: tells which values were lost
 * @returns `open`: metrics that look grossly worse, and that more values could prove so
 */
export function guarded(
  compared: readonly MetricComparison[],
  plan: ComparisonPlan,
  metrics: Readonly<Record<string, MetricDefinition>>,
  sides: readonly Sides[],
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
  // Not what another rule has called open, such as a machine that changed between two runs.
  const losses = gross.filter((each) => {
    const own = sides.find(({ metric }) => metric.id === each.metric);
    return own !== undefined && own.baseline.lost > 0 && each.reason === lossReason(own);
  });
  const hits = proper.filter((each) => rejections[others.indexOf(each)] === true);
  // The first of Holm's steps, of a test to one side.
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
 * Whether the guard might still prove what it left open, by as many values, or blocks, as a later look has. What is worse
 * already is not waited for.
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

/** Values a side, or blocks, that a comparison had. */
export function countOf({ baseline, candidate, blocks }: MetricComparison): number {
  return blocks ?? Math.min(baseline.n, candidate.n);
}

/** Metrics of which the candidate gave no value at all, or more seldom than chance explains; each with a sentence. */
function lossesAmong(
  sides: readonly Sides[],
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
  const counts = ({ lost, values }: Sides['baseline']) => ({ failed: lost, of: lost + values.length });
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

/** One-sided: that the candidate is worse. */
function worseP({ p, shift }: MetricComparison, metric: MetricDefinition | undefined): number {
  if (p === null || shift === null || metric === undefined) return 1;
  return shift > 0 === (metric.better === 'lower') ? p / 2 : 1 - p / 2;
}

/** Whether the whole interval of the shift lies beyond what is gross. */
function isGross({ interval, baseline }: MetricComparison, metric: MetricDefinition | undefined): boolean {
  if (interval === null || baseline.median === null || metric === undefined) return false;
  const least = Math.max(Math.abs(baseline.median) * grossShare, grossOfUnit[metric.unit]);
  return metric.better === 'lower' ? interval.low >= least : interval.high <= -least;
}
