import { formatValue, noFigure } from '../core/format.ts';
import { findSizes, type Stability } from '../core/judging/stability.ts';
import { left, right, type Table } from './table.ts';

/** One row per metric: its spread, whether equal measurements differed, and what n iterations can find. */
export function stabilityTable(rows: readonly Stability[]): Table {
  return {
    columns: [
      left(' '),
      left('Metric'),
      right('n'),
      right('Median'),
      right('Variation'),
      right('b − a'),
      left('Differ'),
      ...findSizes.map((n) => right(`Finds at ${n}`)),
    ],
    rows: rows.map(rowOf),
  };
}

function rowOf({ metric, n, median, variation, shift, differs, finds }: Stability): string[] {
  return [
    differs ? '✗' : '',
    metric.title,
    String(n),
    formatValue(median, metric.unit),
    shareText(variation),
    formatValue(shift, metric.unit),
    differs ? 'yes' : 'no',
    ...finds.map(shareText),
  ];
}

function shareText(share: number | null): string {
  return share === null ? noFigure : formatValue(100 * share, 'percent');
}

/** The result of the table in words, and how to read its last columns. */
export function stabilityNotes(rows: readonly Stability[]): string[] {
  const different = rows.filter(({ differs }) => differs).map(({ metric }) => metric.title);
  return [
    rows.length === 0
      ? 'Nothing was measured on both sides.'
      : different.length === 0
        ? 'Two measurements of the same thing do not differ.'
        : `Two measurements of the same thing differ in ${different.join(', ')}: something disturbs, and a comparison here would be wrong.`,
    `Finds at n: the smallest change that an "ab" of three primary metrics finds in four of five cases by its last look, at n iterations of each side.`,
  ];
}
