/** Growth of figures with the size of the displayed data, over all sizes that a run measured. */
import { type Cell, cellName } from '../results/cell.ts';
import { valuesOf } from '../results/evidence.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { Results } from '../results/results.ts';
import { shift } from '../statistics/statistics.ts';

/** Cells that differ only in one numeric parameter, the smallest first. */
export interface Family {
  /** Name of its cells with the parameter as `*`. */
  name: string;
  parameter: string;
  cells: Cell[];
}

/** The value of the growth parameter in a cell; undefined when it is not a number. */
export function sizeOf(cell: Cell, parameter: string): number | undefined {
  const size = cell.params[parameter];
  return typeof size === 'number' ? size : undefined;
}

/** All families of at least two sizes. */
export function familiesOf({ cells }: Pick<Results, 'cells'>): Family[] {
  const parameters = [...new Set(cells.flatMap(({ params }) => Object.keys(params)))];
  return parameters.flatMap((parameter) => {
    const sized = cells.filter((cell) => sizeOf(cell, parameter) !== undefined);
    const groups = Map.groupBy(sized, (cell) =>
      cellName({ ...cell, params: { ...cell.params, [parameter]: '*' } }),
    );
    return [...groups]
      .map(([name, group]) => ({ name, parameter, cells: group.toSorted(bySize(parameter)) }))
      .filter(({ cells: members }) => members.length > 1);
  });
}

function bySize(parameter: string): (a: Cell, b: Cell) => number {
  return (a, b) => (sizeOf(a, parameter) ?? 0) - (sizeOf(b, parameter) ?? 0);
}

/**
 * The metrics that are judged by growth or, without any, the memory metrics, which should not grow at all.
 */
export function growingMetrics({ cells }: Family, metrics: Results['metrics']): MetricDefinition[] {
  const judged = new Set(
    cells.flatMap(({ verdicts }) =>
      verdicts.filter(({ kind }) => kind === 'growth').map(({ metric }) => metric),
    ),
  );
  const shown = (metric: MetricDefinition) =>
    judged.size > 0 ? judged.has(metric.id) : metric.pass === 'memory';
  return Object.values(metrics).filter(
    (metric) => shown(metric) && cells.filter((cell) => valuesOf(metric.id, cell).length > 0).length > 1,
  );
}

/**
 * The growth from the smallest to the largest size by the Hodges–Lehmann shift, with which the verdicts judge every
 * size, in the metric's unit for each `per` steps of the parameter; undefined where one of both has no value.
 */
export function growthOf(
  { cells, parameter }: Family,
  metric: string,
): { growth: number; per: number } | undefined {
  const [first, last] = [cells[0], cells.at(-1)];
  const steps = first && last && (sizeOf(last, parameter) ?? 0) - (sizeOf(first, parameter) ?? 0);
  if (first === undefined || last === undefined || !steps) return undefined;
  const [base, grown] = [valuesOf(metric, first), valuesOf(metric, last)];
  if (base.length === 0 || grown.length === 0) return undefined;
  const judged = last.verdicts.find((verdict) => verdict.metric === metric && verdict.kind === 'growth');
  const per = judged?.per ?? 1;
  return { growth: (shift(base, grown).estimate / steps) * per, per };
}
