/** How figures grow with the size of the displayed data. */
import { formatFigure, formatValue, noFigure, perStep } from '../core/format.ts';
import { type Cell, cellName } from '../core/results/cell.ts';
import type { MetricDefinition } from '../core/results/metric.ts';
import type { Results } from '../core/results/results.ts';
import { shift } from '../core/statistics/statistics.ts';
import { valuesOf } from './figures.ts';
import { left, right, type Table } from './table.ts';

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
 * Medians over the sizes, one row per metric, and the growth per step from the smallest to the largest size
 * (by the Hodges–Lehmann shift, with which the verdicts judge every size).
 */
export function growthTable(family: Family, metrics: Results['metrics']): Table {
  const { cells, parameter } = family;
  const sizes = cells.map((cell) => `${sizeOf(cell, parameter) ?? noFigure} ${parameter}`);
  return {
    columns: [left('Metric, median'), ...sizes.map(right), right('Growth, smallest to largest')],
    rows: growingMetrics(family, metrics).map((metric) => [
      metric.title,
      ...cells.map((cell) => {
        const summary = cell.summaries.find((each) => each.metric === metric.id);
        return formatFigure(summary?.median ?? null, metric.unit);
      }),
      growthText(family, metric),
    ]),
  };
}

function growthText({ cells, parameter }: Family, metric: MetricDefinition): string {
  const [first, last] = [cells[0], cells.at(-1)];
  const steps = first && last && (sizeOf(last, parameter) ?? 0) - (sizeOf(first, parameter) ?? 0);
  if (first === undefined || last === undefined || !steps) return noFigure;
  const [base, grown] = [valuesOf(metric.id, first), valuesOf(metric.id, last)];
  if (base.length === 0 || grown.length === 0) return noFigure;
  const judged = last.verdicts.find((verdict) => verdict.metric === metric.id && verdict.kind === 'growth');
  const per = judged?.per ?? 1;
  return `${formatValue((shift(base, grown).estimate / steps) * per, metric.unit)} ${perStep(parameter, per)}`;
}
