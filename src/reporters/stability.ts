import { formatValue, noFigure } from '../core/format.ts';
import { mostPrimary } from '../core/judging/comparison.ts';
import { findsAt, type Stability } from '../core/judging/stability.ts';
import { planLevel } from '../core/statistics/sensitivity.ts';
import { left, right, type Table } from './table.ts';

/**
 * Values per side for which the smallest detectable change is shown: the first look of `ab`, and later ones.
 */
const sizes = [8, 16, 32] as const;

/** One row per metric: its spread, whether equal measurements differed, and what n iterations can find. */
export function stabilityTable(rows: readonly Stability[]): Table {
  const levels = sizes.map((n) => ({ n, level: planLevel(n, mostPrimary) }));
  return {
    columns: [
      left(' '),
      left('Metric'),
      right('n'),
      right('Median'),
      right('Variation'),
      right('b − a'),
      left('Differ'),
      ...sizes.map((n) => right(`Finds at ${n}`)),
    ],
    rows: rows.map((row) => rowOf(row, levels)),
  };
}

function rowOf(row: Stability, levels: readonly { n: number; level: number }[]): string[] {
  const { metric, n, median, variation, shift, differs } = row;
  return [
    differs ? '✗' : '',
    metric.title,
    String(n),
    formatValue(median, metric.unit),
    shareText(variation),
    formatValue(shift, metric.unit),
    differs ? 'yes' : 'no',
    ...levels.map(({ n: size, level }) => shareText(findsAt(row, size, level))),
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
