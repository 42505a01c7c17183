/** Compares two arms by a group-sequential plan: as few iterations as the difference needs. */
import { performance } from 'node:perf_hooks';
import { assemble } from '../core/assemble.ts';
import { choosePrimary } from '../core/judging/choose-primary.ts';
import { sidesOf } from '../core/judging/compare-cells.ts';
import { boundariesOf, compareMetrics, isDecided, mostPrimary } from '../core/judging/comparison.ts';
import { guardAlpha, guarded, guardWaits } from '../core/judging/guard.ts';
import { type Cell, type CellKey, cellName } from '../core/results/cell.ts';
import type { ComparedArms } from '../core/results/comparison.ts';
import type { ComparisonPlan } from '../core/results/metric-comparison.ts';
import { firstLook, looksUpTo } from '../core/statistics/sequential.ts';
import type { PageTarget } from '../targets/target.ts';
import type { Experiment } from './arms.ts';
import { conduct } from './experiment.ts';
import type { IterationCounts } from './order.ts';
import { type PrimaryChoice, passesOf } from './primary.ts';
import type { RunContext } from './run-context.ts';

export interface SequentialRules {
  /** What people call the two arms, the baseline first. */
  labels: readonly [string, string];
  /** The commits of the two arms, where they are builds. */
  commits?: readonly [string, string] | undefined;
  primary: PrimaryChoice;
  minEffect: number;
  alpha: number;
  /** No look after the first begins if it would end later than this after the start. */
  maxMs: number;
  /** A fixed number of valid iterations an arm, judged once, instead of growing data. */
  fixed: number | undefined;
}

/** The share of the time that is planned: the rest keeps a slower iteration from costing the last look. */
export const planned = 0.9;

/**
 * The looks of a plan that began with `n` values an arm: as many values as the time allows. The plan must not
 * depend on the measured values, or the error rate would be spent twice.
 *
 * @param msPerValue time that one value of every arm took
 */
export function planLooks(n: number, msPerValue: number, leftMs: number): number[] {
  const last = n + Math.max(0, Math.floor(leftMs / msPerValue));
  const looks = looksUpTo(n, last);
  // Time for only one or two more values is not worth another look.
  return looks.length === 1 ? [n] : looks;
}

/**
 * Iterates both arms until every primary metric is decided or the time is over, journals the plan and the
 * look at which it ended, and returns them. `assemble` judges it.
 */
export async function runSequential<Target extends PageTarget>(
  runContext: RunContext,
  experiment: Experiment<Target>,
  rules: SequentialRules,
): Promise<ComparedArms> {
  const startedMs = performance.now();
  const passes = passesOf(rules.primary.metrics);
  const counts = (n: number): IterationCounts => Object.fromEntries(passes.map((pass) => [pass, n]));
  let plan: ComparisonPlan = {
    alpha: rules.alpha,
    primary: rules.primary.metrics.slice(0, mostPrimary),
    minEffect: rules.minEffect,
    looks: null,
    guardAlpha,
  };
  let look = 0;
  const keys = await conduct(runContext, experiment, async (running) => {
    const begunMs = performance.now();
    const n = rules.fixed ?? firstLook;
    await running.iterate(counts(n), experiment.seed);
    plan = { ...plan, primary: primaryNow(runContext, experiment, rules.primary) };
    if (rules.fixed !== undefined) return;
    const msPerValue = (performance.now() - begunMs) / n;
    const leftMs = () => rules.maxMs - (performance.now() - startedMs);
    const looks = planLooks(n, msPerValue, leftMs() * planned);
    plan = { ...plan, looks };
    const boundaries = boundariesOf(plan);
    while (look < looks.length - 1 && !decided(runContext, experiment, { plan, look, boundaries })) {
      const more = (looks[look + 1] ?? n) - (looks[look] ?? n);
      // Time decides here, not the data: ending before the last look can only spend less of alpha.
      if (more * msPerValue > leftMs()) return;
      look += 1;
      await running.iterate(counts(more), experiment.seed + look);
    }
  });
  const compared = comparedArms(keys, rules, plan, look);
  runContext.journal.append({ type: 'comparison', comparison: compared });
  return compared;
}

/** The primary metrics, once it is known which were measured. One without values is inconclusive. */
export function primaryNow<Target extends PageTarget>(
  runContext: RunContext,
  experiment: Experiment<Target>,
  { metrics, named }: PrimaryChoice,
): string[] {
  if (named) return metrics;
  const { baseline, candidate } = armsOf(runContext, experiment);
  const measured = choosePrimary(metrics, baseline, candidate);
  return measured.length > 0 ? measured : metrics.slice(0, mostPrimary);
}

function armsOf<Target extends PageTarget>({ journal }: RunContext, { arms }: Experiment<Target>) {
  const { cells, metrics } = assemble(journal.records());
  const [baseline, candidate] = arms.map(({ id }) => cells.findLast((cell: Cell) => cell.arm === id));
  if (baseline === undefined || candidate === undefined) throw new Error('an arm was not journaled');
  return { baseline, candidate, metrics };
}

/**
 * Whether the look at the current data decides every primary metric, and the guard waits for no further look.
 */
export function decided<Target extends PageTarget>(
  runContext: RunContext,
  experiment: Experiment<Target>,
  { plan, look, boundaries }: { plan: ComparisonPlan; look: number; boundaries: number[][] },
): boolean {
  const { baseline, candidate, metrics } = armsOf(runContext, experiment);
  const sides = sidesOf(baseline, candidate, metrics, plan.primary);
  const compared = compareMetrics(sides, plan, look, boundaries);
  if (!isDecided(compared)) return false;
  return !guardWaits(guarded(compared, plan, metrics, sides), plan, look);
}

/**
 * The journal entry of a comparison, which `assemble` judges. @throws RangeError unless there are two arms
 */
export function comparedArms(
  keys: readonly CellKey[],
  { labels, commits }: Pick<SequentialRules, 'labels' | 'commits'>,
  plan: ComparisonPlan,
  look: number,
): ComparedArms {
  const [baseline, candidate] = keys;
  if (baseline === undefined || candidate === undefined) {
    throw new RangeError(`two arms are compared, not ${keys.map(cellName).join(', ')}`);
  }
  return {
    scenario: baseline.scenario,
    params: baseline.params,
    profile: baseline.profile,
    baseline: { label: labels[0], ...commitOf(commits?.[0]), arm: baseline.arm },
    candidate: { label: labels[1], ...commitOf(commits?.[1]), arm: candidate.arm },
    plan,
    look: plan.looks === null ? null : look + 1,
  };
}

function commitOf(commit: string | undefined): { commit?: string } {
  return commit === undefined ? {} : { commit };
}
