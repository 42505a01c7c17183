/** Compares cells: of two runs' results, or of two arms of one run. */

import type { Cell } from '../results/cell.ts';
import type { ComparedArms, Comparison } from '../results/comparison.ts';
import { invalidityOf, observedOf } from '../results/evidence.ts';
import type { MachineComparison } from '../results/machine-comparison.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { ComparisonPlan } from '../results/metric-comparison.ts';
import type { Results } from '../results/results.ts';
import { betweenRuns } from './between-runs.ts';
import { compareFailures, withFailures } from './compare-failures.ts';
import { compareMetrics, comparisonVerdict } from './comparison.ts';
import { guarded } from './guard.ts';
import type { ArmValues, MetricArms } from './metric-arms.ts';

/** A cell with the label of its side. */
export interface NamedCell {
  cell: Cell;
  label: string;
  run: string;
  commit?: string | undefined;
}

/**
 * Compares two cells by all metrics that both have measured.
 *
 * @param look index of the plan's look; ignored for a plan without looks
 * @param forced differences that were overruled
 * @param machine how the machines of two runs compare; undefined for two arms of one run
 */
export function compareCells(
  baseline: NamedCell,
  candidate: NamedCell,
  {
    metrics,
    plan,
    look,
    forced,
    machine,
  }: {
    metrics: Readonly<Record<string, MetricDefinition>>;
    plan: ComparisonPlan;
    look: number;
    forced: readonly string[];
    machine?: MachineComparison;
  },
): Comparison {
  const sides = sidesOf(baseline.cell, candidate.cell, metrics, plan.primary);
  const alone = compareMetrics(sides, plan, look);
  const judged = machine === undefined ? alone : betweenRuns(alone, metrics, machine);
  const { compared, open: _, ...guard } = guarded(judged, plan, metrics, sides);
  const failures = compareFailures(baseline.cell, candidate.cell);
  const { scenario, params, profile } = baseline.cell;
  return {
    scenario,
    params,
    profile,
    baseline: sideNamed(baseline),
    candidate: sideNamed(candidate),
    plan,
    look: plan.looks === null ? null : look + 1,
    forced: [...forced],
    ...(machine === undefined ? {} : { machine }),
    metrics: compared,
    ...guard,
    ...(failures === undefined ? {} : { failures }),
    verdict: withFailures(comparisonVerdict(compared), failures, plan.alpha),
  };
}

function sideNamed({ cell, label, run, commit }: NamedCell): Comparison['baseline'] {
  return { label, run, arm: cell.arm, ...(commit === undefined ? {} : { commit }) };
}

/**
 * The primary metrics, with or without values, because a missing metric that decides must be visible; then,
 * in the cells' own order, all others that both cells tried to measure and at least one has a value of.
 */
export function sidesOf(
  baseline: Cell,
  candidate: Cell,
  metrics: Readonly<Record<string, MetricDefinition>>,
  primary: readonly string[],
): MetricArms[] {
  const common = new Set(candidate.samples.map(({ metric }) => metric));
  const both = baseline.samples.map(({ metric }) => metric).filter((id) => common.has(id));
  return [...new Set([...primary, ...both])].flatMap((id) => {
    const metric = metrics[id];
    if (metric === undefined) return [];
    const sides = { metric, baseline: sideOf(baseline, metric), candidate: sideOf(candidate, metric) };
    const some = sides.baseline.values.length + sides.candidate.values.length > 0;
    return some || primary.includes(id) ? [sides] : [];
  });
}

function sideOf(cell: Cell, metric: MetricDefinition): ArmValues {
  const { values, blocks, lost, missing } = observedOf(metric.id, cell, metric.pass);
  // A cell that ended early is invalid: its missing values may be the reason why it ended.
  const invalid = cell.error === null ? invalidityOf(cell, metric.pass) : `it ended early: ${cell.error}`;
  return { values, blocks, lost, missing, invalid };
}

/** The judged comparison of two arms of one run. @throws Error when the run has no such cells */
export function compareArms(
  { baseline, candidate, plan, look, ...key }: ComparedArms,
  run: Pick<Results, 'id' | 'cells' | 'metrics'>,
): Comparison {
  const named = (side: ComparedArms['baseline']): NamedCell => {
    const same = (cell: Cell) =>
      cell.arm === side.arm &&
      cell.scenario === key.scenario &&
      cell.profile === key.profile &&
      JSON.stringify(cell.params) === JSON.stringify(key.params);
    const cell = run.cells.find(same);
    if (cell === undefined) throw new Error(`the run has no cell of arm ${side.arm} to compare`);
    return { cell, label: side.label, run: run.id, commit: side.commit };
  };
  return compareCells(named(baseline), named(candidate), {
    metrics: run.metrics,
    plan,
    look: (look ?? 1) - 1,
    forced: [],
  });
}
