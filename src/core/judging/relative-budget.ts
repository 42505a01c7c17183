/** Budgets that are taken from an earlier run. */
import type { Budget } from '../results/budget.ts';
import { type CellKey, cellName } from '../results/cell.ts';
import { invalidityOf, observedOf } from '../results/evidence.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { Results } from '../results/results.ts';
import { median } from '../statistics/statistics.ts';
import { leastEffectOf } from './least-effect.ts';
import { machineDuring, machineOf } from './machines.ts';

export interface RelativeRules {
  baseline: Pick<Results, 'cells' | 'environment' | 'reference'>;
  /** Share of the baseline's median by which a metric may be worse. */
  maxRegression: number;
  /** Differences between the two runs that were overruled. */
  forced: readonly string[];
}

/**
 * One budget per metric: it may be at most a share worse than in the same cell of the baseline. A metric that
 * the baseline lacks gets a budget without values, which is never met.
 */
export function relativeBudgets(
  key: CellKey,
  metrics: readonly MetricDefinition[],
  { baseline, maxRegression, forced }: RelativeRules,
): Budget[] {
  const cell = baseline.cells.find((each) => cellName(each) === cellName(key));
  return metrics.map((metric) => {
    const { values, lost, missing } = cell
      ? observedOf(metric.id, cell, metric.pass)
      : { values: [], lost: 0, missing: 'The baseline has no such cell.' };
    const invalid = cell && (cell.error ?? invalidityOf(cell, metric.pass));
    const usable = invalid === undefined && lost === 0 && values.length > 0;
    const allowed = usable ? leastEffectOf(metric, median(values), maxRegression) : 0;
    return {
      kind: 'relative',
      metric: metric.id,
      limit: metric.better === 'lower' ? allowed : -allowed,
      baseline: usable ? values : [],
      missing: usable ? null : (invalid ?? missing ?? 'The baseline did not measure it.'),
      forced: [...forced],
      machine: machineDuring(machineOf(baseline), cell, maxRegression) ?? null,
      smallestEffect: maxRegression,
    };
  });
}
