/** The audit of a list in words and tables: what it is, what grows with its length, which invariants hold. */

import { formatFigure, formatRange, formatValue, noFigure } from '../core/format.ts';
import type { Cell } from '../core/results/cell.ts';
import type { GrowthLaw, ListAudit } from '../core/results/list-audit.ts';
import type { Results } from '../core/results/results.ts';
import type { Verdict, VerdictStatus } from '../core/results/verdict.ts';
import { type ScrollSpeed, scrollSpeeds } from '../core/scroll-speed.ts';
import { statuses, statusSign } from './judged.ts';
import { left, right, type Table } from './table.ts';

export const kindText: Record<ListAudit['kind'], { text: string; status: VerdictStatus }> = {
  virtualized: { text: 'Virtualized', status: 'met' },
  partly: { text: 'Partly virtualized', status: 'inconclusive' },
  'not-virtualized': { text: 'Not virtualized', status: 'missed' },
  'cannot-tell': { text: 'Cannot tell whether it is virtualized', status: 'inconclusive' },
};

const lawStatus: Record<GrowthLaw['verdict'], VerdictStatus> = {
  bounded: 'met',
  grows: 'missed',
  'cannot-tell': 'inconclusive',
};

/** A table with the status of each row. */
export interface JudgedTable {
  table: Table;
  rows: readonly VerdictStatus[];
}

/** One figure a row, what grows first: its medians by size, how much it grew, and the exponent. */
export function growthLawTable({ laws }: ListAudit, { metrics }: Pick<Results, 'metrics'>): JudgedTable {
  const sizes = [...new Set(laws.flatMap(({ points }) => points.map(({ size }) => size)))].sort(
    (a, b) => a - b,
  );
  const ranked = laws
    .flatMap((law) => {
      const metric = metrics[law.metric];
      return metric === undefined ? [] : [{ law, metric, status: lawStatus[law.verdict] }];
    })
    .sort((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status));
  const columns = [
    left(' '),
    left('Figure, median'),
    ...sizes.map((size) => right(String(size))),
    right('Growth'),
    right('95 % interval'),
    right('Exponent'),
    left('Verdict'),
  ];
  const rows = ranked.map(({ law: { points, interval, growth, exponent, verdict }, metric, status }) => [
    statusSign[status],
    metric.title,
    ...sizes.map((size) =>
      formatFigure(points.find((point) => point.size === size)?.median ?? null, metric.unit),
    ),
    formatValue(growth, metric.unit),
    interval === null ? noFigure : formatRange(interval.low, interval.high, metric.unit),
    exponent === null
      ? noFigure
      : `${exponent.value.toFixed(2)} (${exponent.low.toFixed(2)} to ${exponent.high.toFixed(2)})`,
    verdict === 'cannot-tell' ? 'cannot tell' : verdict,
  ]);
  return { table: { columns, rows }, rows: ranked.map(({ status }) => status) };
}

/** The invariants of a list over all of its lengths, each with the worst that was seen; broken ones first. */
export function invariantTable(audit: ListAudit, results: Results): JudgedTable {
  const cells = cellsOf(audit, results);
  const ids = [
    ...new Set(cells.flatMap(({ verdicts }) => invariantsOf(verdicts).map(({ metric }) => metric))),
  ];
  const judged = ids
    .map((id) => worstOf(id, cells))
    .sort((a, b) => statuses.indexOf(a.verdict.status) - statuses.indexOf(b.verdict.status));
  const rows = judged.map(({ cell, verdict }) => {
    const metric = results.metrics[verdict.metric];
    const unit = metric?.unit ?? 'count';
    return [
      statusSign[verdict.status],
      metric?.title ?? verdict.metric,
      formatFigure(verdict.observed, unit),
      `≤ ${formatValue(verdict.limit, unit)}`,
      cell.params.messages === undefined ? noFigure : String(cell.params.messages),
      verdict.reason,
    ];
  });
  const columns = [left(' '), left('Invariant'), right('Worst'), right('Limit'), right('At'), left('Seen')];
  return { table: { columns, rows }, rows: judged.map(({ verdict }) => verdict.status) };
}

/** Figures of the walk that it could read at no length, each with the reason. */
export function unreadInvariants(audit: ListAudit, results: Results): string[] {
  const summaries = cellsOf(audit, results).flatMap((cell) => cell.summaries);
  const read = new Set(summaries.filter(({ n }) => n > 0).map(({ metric }) => metric));
  const unread = summaries.flatMap(({ metric, unavailableReason }) => {
    const definition = results.metrics[metric];
    if (read.has(metric) || unavailableReason === null || definition?.pass !== 'visual') return [];
    return [{ reason: unavailableReason, title: definition.title }];
  });
  return [...Map.groupBy(unread, ({ reason }) => reason)].map(
    ([reason, all]) => `Unavailable, ${reason}: ${[...new Set(all.map(({ title }) => title))].join('; ')}`,
  );
}

const speedText: Readonly<Record<ScrollSpeed, string>> = {
  reading: 'As one reads',
  flick: 'A flick',
  drag: 'By the scrollbar',
};

/** What the longest list showed instead of rows, a speed a row; without rows where that was not measured. */
export function blankTable(audit: ListAudit, results: Results): Table {
  const summaries = cellsOf(audit, results).flatMap((cell) => cell.summaries.filter(({ n }) => n > 0));
  const figure = (id: string): string | undefined => {
    const median = summaries.findLast(({ metric }) => metric === id)?.median;
    const unit = results.metrics[id]?.unit;
    return median === undefined || unit === undefined ? undefined : formatFigure(median, unit);
  };
  const rows = scrollSpeeds.flatMap((speed) => {
    const blank = figure(`blank-time-${speed}`);
    if (blank === undefined) return [];
    const rest = [`undrawn-time-${speed}`, `blank-worst-${speed}`, `placeholder-time-${speed}`].map(
      (id) => figure(id) ?? noFigure,
    );
    return [[speedText[speed], blank, ...rest]];
  });
  const columns = [
    left('Scrolled'),
    right('Blank'),
    right('of it in the document'),
    right('Most of the list'),
    right('Placeholders'),
  ];
  return { columns, rows };
}

function cellsOf({ cells: names }: ListAudit, { cells }: Results): Cell[] {
  return names.flatMap((index) => cells[index] ?? []);
}

function invariantsOf(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ always }) => always === true);
}

function worstOf(id: string, cells: readonly Cell[]): { cell: Cell; verdict: Verdict } {
  const all = cells.flatMap((cell) =>
    invariantsOf(cell.verdicts).flatMap((verdict) => (verdict.metric === id ? [{ cell, verdict }] : [])),
  );
  const [worst] = all.toSorted(
    (a, b) =>
      statuses.indexOf(a.verdict.status) - statuses.indexOf(b.verdict.status) ||
      (b.verdict.observed ?? 0) - (a.verdict.observed ?? 0),
  );
  if (worst === undefined) throw new RangeError(`no verdict on ${id}`);
  return worst;
}
