/**
 * P50, P95, P99 and maximum of the headline figures and of the load's operations, over all cells of a run.
 */

import { formatCount, formatFigure, noFigure } from '../../core/format.ts';
import { interactionsOf } from '../../core/insights/interactions.ts';
import { budgetedMetrics } from '../../core/judging/failures.ts';
import { type Cell, cellName } from '../../core/results/cell.ts';
import { valuesOf } from '../../core/results/evidence.ts';
import type { MetricDefinition } from '../../core/results/metric.ts';
import type { Results } from '../../core/results/results.ts';
import { trafficOf } from '../../core/results/traffic-account.ts';
import { distributionOf, fewestForP99 } from '../../core/statistics/distribution.ts';
import { p99Note } from '../figures.ts';
import { left, right, type Table } from '../table.ts';

/** One row per figure, in the order of the cells; every other metric is in the table of its cell. */
export function percentileTable(results: Results): Table {
  const headlines = headlinesOf(results);
  return {
    columns: [
      left('Cell'),
      left('Figure'),
      right('n'),
      right('P50'),
      right('P95'),
      right('P99'),
      right('Max'),
    ],
    rows: results.cells.flatMap((cell) => [
      ...metricRows(cell, headlines.get(cell.scenario) ?? []),
      ...operationRows(cell),
    ]),
  };
}

/** Why the table has no P99 of the browser's figures; empty when it has one. */
export function percentileNotes(results: Results): string[] {
  const headlines = headlinesOf(results);
  return p99Note(
    results.cells.flatMap((cell) =>
      (headlines.get(cell.scenario) ?? []).map(({ id }) => valuesOf(id, cell).length),
    ),
  );
}

/**
 * The headline metrics by scenario: those that are judged in any of its cells or, without any, all metrics.
 */
function headlinesOf({ cells, metrics }: Results): Map<string, MetricDefinition[]> {
  const scenarios = [...Map.groupBy(cells, ({ scenario }) => scenario)];
  return new Map(
    scenarios.map(([scenario, own]) => {
      const judged = new Set(budgetedMetrics(own.flatMap(({ verdicts }) => verdicts)));
      const shown = Object.values(metrics).filter(({ id }) => judged.size === 0 || judged.has(id));
      return [scenario, shown];
    }),
  );
}

function metricRows(cell: Cell, metrics: readonly MetricDefinition[]): string[][] {
  return metrics.flatMap((metric) => {
    const values = valuesOf(metric.id, cell);
    const each = interactionsOf(metric.id, cell);
    const row = (title: string, of: readonly number[]): string[][] => {
      const distribution = distributionOf(of);
      if (distribution === undefined) return [];
      const { n, p50, p95, p99, max } = distribution;
      const figures = [p50, p95, p99, max].map((value) => formatFigure(value, metric.unit));
      return [[cellName(cell), title, formatCount(n), ...figures]];
    };
    // An iteration with several messages has their median: the slowest one shows only among all of them.
    return [
      ...row(metric.title, values),
      ...(each.length > values.length ? row(`${metric.title}, each`, each) : []),
    ];
  });
}

function operationRows(cell: Cell): string[][] {
  return (trafficOf(cell)?.operations ?? []).flatMap(({ name, response }) => {
    if (response === null) return [];
    const { count, p50Ms, p95Ms, p99Ms, maxMs } = response;
    const enough = count === null || count >= fewestForP99;
    const figures = [p50Ms, p95Ms, enough ? p99Ms : null, maxMs].map((value) => formatFigure(value, 'ms'));
    return [
      [cellName(cell), `${name}, response`, count === null ? noFigure : formatCount(count), ...figures],
    ];
  });
}
