/** Growth of a metric over cells that differ in one size only. */
import type { Budget } from '../results/budget.ts';
import { type Cell, cellName } from '../results/cell.ts';
import { invalidityOf, type Observed, observedOf } from '../results/evidence.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { Verdict } from '../results/verdict.ts';
import { type Evidence, judge, unobserved } from './verdict.ts';

type GrowthBudget = Extract<Budget, { kind: 'growth' }>;

interface Judging {
  budget: GrowthBudget;
  metric: MetricDefinition;
  /** Whether no further cell will be measured. */
  ended: boolean;
  /** The coverage that the interval needs for the values of the larger cell. */
  needed: (observed: Observed) => Pick<Evidence, 'coverage'>;
}

/**
 * The verdict of a cell on its growth from the smallest size, the base. The base itself has none: the
 * verdicts of the other cells report when its figures do not count.
 *
 * @param sizes the cell's whole family, itself included, the smallest first
 */
export function growthVerdicts(
  cell: Cell,
  sizes: readonly Cell[],
  { budget, metric, ended, needed }: Judging,
): Verdict[] {
  const [base] = sizes;
  if (base === undefined || sizes.length === 1) {
    return ended ? [unobserved(budget, 'inconclusive', oneSize(budget.parameter))] : [];
  }
  if (base === cell) return [];
  const trouble = base.error ?? invalidityOf(base, metric.pass);
  if (trouble !== undefined) {
    return [unobserved(budget, 'invalid', `${cellName(base)}, the base of the growth: ${trouble}`)];
  }
  const evidence = evidenceOf(cell, metric, budget);
  return [judge(budget, metric, { ...evidence, ...needed(evidence) }, evidenceOf(base, metric, budget))];
}

function evidenceOf(cell: Cell, metric: MetricDefinition, { parameter }: GrowthBudget): Evidence & Observed {
  return { ...observedOf(metric.id, cell, metric.pass), parameterValue: Number(cell.params[parameter]) };
}

function oneSize(parameter: string): string {
  return `Growth needs two sizes, and the run measured one: measure another number of ${parameter} beside it.`;
}
