/** How figures grow with the size of the displayed data, as a table. */
import { formatFigure, formatValue, noFigure, perStep } from '../core/format.ts';
import { type Family, growingMetrics, growthOf, sizeOf } from '../core/judging/growth.ts';
import type { MetricDefinition } from '../core/results/metric.ts';
import type { Results } from '../core/results/results.ts';
import { left, right, type Table } from './table.ts';

/**
 * Medians over the sizes, one row per metric, and the growth per step from the smallest to the largest size.
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

function growthText(family: Family, metric: MetricDefinition): string {
  const found = growthOf(family, metric.id);
  if (found === undefined) return noFigure;
  return `${formatValue(found.growth, metric.unit)} ${perStep(family.parameter, found.per)}`;
}
