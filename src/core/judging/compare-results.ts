/** Compares two runs, cell by cell. */

import { type Cell, cellName } from '../results/cell.ts';
import type { Comparison } from '../results/comparison.ts';
import type { ComparisonPlan } from '../results/metric-comparison.ts';
import type { Results } from '../results/results.ts';
import { confidence } from '../statistics/statistics.ts';
import { choosePrimary, hasReading } from './choose-primary.ts';
import { compareCells } from './compare-cells.ts';
import { mostPrimary } from './comparison.ts';
import { budgetedMetrics } from './failures.ts';
import { guardAlpha } from './guard.ts';
import { compareMachines, machineDuring, machineOf } from './machines.ts';

/** Two cells that are compared, the first of the baseline. */
export interface CellPair {
  baseline: Cell;
  candidate: Cell;
}

/**
 * The cells that both runs have, by scenario, parameters, profile and arm. Two runs with one cell each are
 * paired even when their parameters differ, such as the address of a page; `note` then reports it.
 */
export function pairCells(
  { cells: before }: Pick<Results, 'cells'>,
  { cells: after }: Pick<Results, 'cells'>,
): { pairs: CellPair[]; note: string | undefined } {
  const byName = new Map(before.map((cell) => [cellName(cell), cell]));
  const pairs = after.flatMap((candidate): CellPair[] => {
    const baseline = byName.get(cellName(candidate));
    return baseline === undefined ? [] : [{ baseline, candidate }];
  });
  const [baseline, candidate] = [before[0], after[0]];
  if (pairs.length > 0 || before.length !== 1 || after.length !== 1) return { pairs, note: undefined };
  if (baseline === undefined || candidate === undefined || !differOnlyInParameters(baseline, candidate)) {
    return { pairs, note: undefined };
  }
  return {
    pairs: [{ baseline, candidate }],
    note: `Paired although they differ: ${cellName(baseline)} with ${cellName(candidate)}.`,
  };
}

function differOnlyInParameters(a: Cell, b: Cell): boolean {
  return a.scenario === b.scenario && a.profile === b.profile && a.arm === b.arm;
}

/**
 * The metrics that decide when the user names none: the headline metrics, since these have budgets; without
 * budgets, those of `fallback` that both cells measure.
 */
export function primaryOf({ baseline, candidate }: CellPair, fallback: readonly string[]): string[] {
  const judged = budgetedMetrics([...candidate.verdicts, ...baseline.verdicts]);
  return judged.length > 0 ? judged.slice(0, mostPrimary) : choosePrimary(fallback, baseline, candidate);
}

export interface CompareRules {
  /** Metrics that decide, at most three; undefined leaves the choice to {@link primaryOf}. */
  primary: readonly string[] | undefined;
  /** Metrics to choose from when neither the user nor a budget names any. */
  fallback: readonly string[];
  minEffect: number;
  /** Differences that were overruled. */
  forced: readonly string[];
  /** Labels of the two sides. */
  labels: readonly [string, string];
}

/**
 * Compares pairs of cells. The error rate of 5 % covers all primary metrics of all pairs together: each pair
 * with primary metrics gets an equal share (Bonferroni), and Holm divides it among the metrics of that pair.
 * The guard's 1 % is divided the same way. Two runs are two machines: the reference workload decides how
 * metrics that depend on time are compared, see `betweenRuns`.
 */
export function compareResults(
  baseline: Results,
  candidate: Results,
  pairs: readonly CellPair[],
  rules: CompareRules,
): Comparison[] {
  const chosen = pairs.map((pair) => ({ pair, primary: primaryNames(pair, rules) }));
  const deciding = chosen.filter(({ primary }) => primary.length > 0).length;
  return chosen.map(({ pair, primary }) => {
    const plan: ComparisonPlan = {
      alpha: (1 - confidence) / Math.max(1, deciding),
      primary,
      minEffect: rules.minEffect,
      looks: null,
      ...(primary.length > 0 ? { guardAlpha: guardAlpha / deciding } : {}),
    };
    return compareCells(
      { cell: pair.baseline, label: rules.labels[0], run: baseline.id },
      { cell: pair.candidate, label: rules.labels[1], run: candidate.id },
      {
        metrics: { ...baseline.metrics, ...candidate.metrics },
        plan,
        look: 0,
        forced: rules.forced,
        machine: compareMachines(
          machineDuring(machineOf(baseline), pair.baseline, rules.minEffect),
          machineDuring(machineOf(candidate), pair.candidate, rules.minEffect),
          rules.minEffect,
        ),
      },
    );
  });
}

/** The named metrics that at least one side tried to measure: a metric that one side lost must be visible. */
function primaryNames(pair: CellPair, { primary, fallback }: CompareRules): string[] {
  if (primary === undefined) return primaryOf(pair, fallback);
  return primary.filter((id) => hasReading(pair.baseline, id) || hasReading(pair.candidate, id));
}
