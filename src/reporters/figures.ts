/** The figures of a cell as tables, and why others are missing. */

import { formatCount, formatFigure, formatRange, formatValue, noFigure, plural } from '../core/format.ts';
import { culpritsOf } from '../core/insights/culprits.ts';
import { type Cell, cellName, type Summary } from '../core/results/cell.ts';
import { valuesOf } from '../core/results/evidence.ts';
import type { Iteration } from '../core/results/iteration.ts';
import type { MetricDefinition } from '../core/results/metric.ts';
import type { Results } from '../core/results/results.ts';
import { distributionOf, fewestForP99 } from '../core/statistics/distribution.ts';
import {
  intervalText,
  type Judged,
  limitText,
  observedText,
  statusSign,
  statusWord,
  titleOf,
} from './judged.ts';
import { left, right, type Table } from './table.ts';

type Metrics = Results['metrics'];

/** One row per verdict, in the given order. */
export function verdictTable(judged: readonly Judged[], { withCell }: { withCell: boolean }): Table {
  const cell = withCell ? [left('Cell')] : [];
  return {
    columns: [
      left('Verdict'),
      ...cell,
      left('Metric'),
      right('Observed'),
      right('95 % interval'),
      right('Limit'),
      left('Why'),
    ],
    rows: judged.map((each) => [
      `${statusSign[each.verdict.status]} ${statusWord[each.verdict.status]}`,
      ...(withCell ? [cellName(each.cell)] : []),
      titleOf(each),
      observedText(each),
      intervalText(each.verdict.interval, each.metric),
      limitText(each),
      each.verdict.reason,
    ]),
  };
}

/** Summaries in the order in which the run lists its metrics. */
function inOrder(cell: Cell, metrics: Metrics): { summary: Summary; metric: MetricDefinition }[] {
  return Object.values(metrics).flatMap((metric) => {
    const summary = cell.summaries.find((each) => each.metric === metric.id);
    return summary === undefined ? [] : [{ summary, metric }];
  });
}

/** Every metric that was measured at least once; {@link missingFigures} lists the others. */
export function metricTable(cell: Cell, metrics: Metrics): Table {
  return {
    columns: [
      left('Metric'),
      right('n'),
      right('Median'),
      right('95 % interval'),
      right('P95'),
      right('P99'),
      right('Max'),
      right('Spread (IQR)'),
      left('Note'),
    ],
    rows: inOrder(cell, metrics)
      .filter(({ summary }) => summary.n > 0)
      .map(({ summary, metric }) => metricRow(cell, summary, metric)),
  };
}

function metricRow(cell: Cell, summary: Summary, metric: MetricDefinition): string[] {
  const { n, median, p95, spread, interval, unavailable, unavailableReason } = summary;
  const spreadOut = distributionOf(valuesOf(metric.id, cell));
  return [
    metric.title,
    formatCount(n),
    formatFigure(median, metric.unit),
    interval === null ? noFigure : formatRange(interval.low, interval.high, metric.unit),
    formatFigure(p95, metric.unit),
    formatFigure(spreadOut?.p99 ?? null, metric.unit),
    formatFigure(spreadOut?.max ?? null, metric.unit),
    formatFigure(spread, metric.unit),
    unavailable === 0
      ? ''
      : `unavailable in ${formatCount(unavailable)} more: ${unavailableReason ?? 'no reason was given'}`,
  ];
}

/** Why a table of figures has no P99, in one note for all metrics; empty when one has it. */
export function p99Note(sizes: readonly number[]): string[] {
  const most = Math.max(0, ...sizes);
  if (most === 0 || most >= fewestForP99) return [];
  return [`n = ${formatCount(most)}: no P99, which needs ${fewestForP99} values.`];
}

/** The sizes of all samples in {@link metricTable}. */
export function sampleSizes({ summaries }: Cell): number[] {
  return summaries.map(({ n }) => n);
}

/** Why metrics have no figure at all, the metrics with the same reason together. */
export function missingFigures(cell: Cell, metrics: Metrics): { reason: string; titles: string[] }[] {
  const missing = inOrder(cell, metrics).filter(({ summary }) => summary.n === 0);
  const reasons = Map.groupBy(missing, ({ summary }) => summary.unavailableReason ?? withoutReadings(cell));
  return [...reasons].map(([reason, group]) => ({ reason, titles: group.map(({ metric }) => metric.title) }));
}

function withoutReadings({ iterations }: Cell): string {
  const lost = iterations.some(({ status }) => status !== 'valid');
  return lost ? 'every iteration that measured it failed or was invalid' : 'no iteration measured it';
}

/** Rows of {@link culpritTable}: all others took little time. */
const mostCulprits = 8;

/** The page's code in frames of 50 ms and more, by total time. */
export function culpritTable(cell: Pick<Cell, 'iterations'>): Table {
  return {
    columns: [
      left('In long frames ran'),
      left('Invoked by'),
      left('Script'),
      right('Frames'),
      right('Iterations'),
      right('In all'),
      right('Longest'),
      right('Of it layout'),
    ],
    rows: culpritsOf(cell)
      .slice(0, mostCulprits)
      .map(({ name, invoker, source, frames, iterations, totalMs, longestMs, layoutMs }) => [
        name,
        invoker === name ? '' : invoker,
        fileOf(source),
        formatCount(frames),
        formatCount(iterations),
        formatValue(totalMs, 'ms'),
        formatValue(longestMs, 'ms'),
        formatValue(layoutMs, 'ms'),
      ]),
  };
}

/** The last part of an address: the name of a bundle is enough, and its path is long. */
function fileOf(source: string): string {
  return source.split('/').at(-1) ?? source;
}

/** The iterations that do not count, with their reasons. */
export function invalidIterations(cell: Cell): Table {
  return iterationTable(cell, 'invalid', 'Why it does not count');
}

/** The iterations in which the page failed, with their reasons. */
export function failedIterations(cell: Cell): Table {
  return iterationTable(cell, 'failed', 'How the page failed');
}

function iterationTable({ iterations }: Cell, wanted: Iteration['status'], why: string): Table {
  return {
    columns: [right('Iteration'), left('Pass'), left(why)],
    rows: iterations
      .filter(({ status }) => status === wanted)
      .map(({ index, pass, reason }) => [formatCount(index + 1), pass, reason ?? 'no reason was recorded']),
  };
}

/** `13 iterations (1 recorded, 7 timing, 5 memory), 2 invalid, 1 failed`. */
export function iterationsText({ iterations }: Pick<Cell, 'iterations'>): string {
  const count = (wanted: Iteration['status']) => iterations.filter(({ status }) => status === wanted).length;
  const [invalid, failed] = [count('invalid'), count('failed')];
  const passes = [...Map.groupBy(iterations, ({ pass }) => pass)].map(
    ([pass, group]) => `${formatCount(group.length)} ${pass}`,
  );
  const detail = passes.length === 0 ? '' : ` (${passes.join(', ')})`;
  return `${plural(iterations.length, 'iteration')}${detail}, ${invalid === 0 ? 'none' : formatCount(invalid)} invalid${failed === 0 ? '' : `, ${formatCount(failed)} failed`}`;
}
