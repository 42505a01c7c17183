/** The verdicts of a cell on its budgets. */
import type { Budget } from '../results/budget.ts';
import { type Cell, type CellKey, cellName } from '../results/cell.ts';
import { invalidityOf, type Observed, observedOf } from '../results/evidence.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { Verdict } from '../results/verdict.ts';
import { coverageAt } from '../statistics/looks.ts';
import { growthVerdicts } from './growth-verdicts.ts';
import { onItsMachines } from './machine-verdicts.ts';
import type { RunMachine } from './machines.ts';
import { isInvariant, judge, unobserved } from './verdict.ts';

/** A cell with the budgets that it is judged by. */
export interface JudgedCell {
  cell: Cell;
  budgets: Budget[];
  /** Whether open verdicts were judged again after more iterations. */
  sequential: boolean;
}

/** Cells that differ only in the growth parameter, the smallest first. */
function family(cells: readonly JudgedCell[], of: CellKey, parameter: string): JudgedCell[] {
  const name = (key: CellKey) => cellName({ ...key, params: { ...key.params, [parameter]: '*' } });
  return cells
    .filter(({ cell }) => typeof cell.params[parameter] === 'number' && name(cell) === name(of))
    .sort((a, b) => Number(a.cell.params[parameter]) - Number(b.cell.params[parameter]));
}

interface Judging {
  all: readonly JudgedCell[];
  metrics: Record<string, MetricDefinition>;
  run: RunMachine;
  /** Whether no further cell will be measured. */
  ended: boolean;
}

/** The verdicts of a cell on its budgets, in their order. */
export function verdictsOf(open: JudgedCell, { all, metrics, run, ended }: Judging): Verdict[] {
  const { cell } = open;
  return open.budgets.flatMap((budget): Verdict[] => {
    const metric = metrics[budget.metric];
    if (metric === undefined)
      return [unobserved(budget, 'inconclusive', `The run does not know this metric.`)];
    const invalid = invalidityOf(cell, metric.pass);
    if (invalid !== undefined) return [unobserved(budget, 'invalid', invalid)];
    if (budget.kind !== 'growth') {
      const observed = observedOf(metric.id, cell, metric.pass);
      if (isInvariant(budget) && isUnread(cell, metric)) return [];
      const verdict = judge(budget, metric, { ...observed, ...neededOf(open, observed) }, undefined);
      return [onItsMachines({ verdict, budget, metric, cell, run })];
    }
    const sizes = family(all, cell, budget.parameter).map((each) => each.cell);
    return growthVerdicts(cell, sizes, { budget, metric, ended, needed: (of) => neededOf(open, of) }).map(
      (verdict) => onItsMachines({ verdict, budget, metric, cell, base: sizes[0], run }),
    );
  });
}

function neededOf({ sequential }: JudgedCell, { values }: Observed): { coverage?: number } {
  return sequential ? { coverage: coverageAt(values.length) } : {};
}

/**
 * Whether no visit failed and none could read the metric: what an invariant is about did not happen, such as older
 * messages in a list that holds all of them. The summary gives the reason.
 */
function isUnread({ iterations, summaries }: Cell, { id, pass }: MetricDefinition): boolean {
  const failed = iterations.some((iteration) => iteration.pass === pass && iteration.status === 'failed');
  return (
    !failed && summaries.some(({ metric, n, unavailable }) => metric === id && n === 0 && unavailable > 0)
  );
}
