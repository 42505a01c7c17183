import { formatValue, noFigure } from '../core/format.ts';
import { leastDetectable, type Stability } from '../core/stability.ts';
import { left, right, type Table } from './table.ts';

/** Values a side for which the least detectable effect is told. */
const sizes = [6, 12, 24] as const;

/** One row a metric: its spread, whether equal things differed, and what so many iterations can find. */
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
      ...sizes.map((n) => right(`Finds at ${n}`)),
    ],
    rows: rows.map(({ metric, n, median, variation, shift, differs }) => [
      differs ? '✗' : '',
      metric.title,
      String(n),
      formatValue(median, metric.unit),
      shareText(variation),
      formatValue(shift, metric.unit),
      differs ? 'yes' : 'no',
      ...sizes.map((size) => shareText(variation === null ? null : leastDetectable(variation, size))),
    ]),
  };
}

function shareText(share: number | null): string {
  return share === null ? noFigure : formatValue(100 * share, 'percent');
}

/** What the table comes to, and how to read its last columns. */
export function stabilityNotes(rows: readonly Stability[]): string[] {
  const different = rows.filter(({ differs }) => differs).map(({ metric }) => metric.title);
  return [
    rows.length === 0
      ? 'Nothing was measured on both sides.'
      : different.length === 0
        ? 'Two measurements of the same thing do not differ.'
        : `Two measurements of the same thing differ in ${different.join(', ')}: something disturbs, and a comparison here would be wrong.`,
    `Finds at n: the smallest change that n iterations of each side find in four of five comparisons.`,
  ];
}
