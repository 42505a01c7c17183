/** Comparisons on a terminal. */

import { decides } from '../../core/judging/comparison.ts';
import type { Comparison } from '../../core/results/comparison.ts';
import type { ComparisonStatus } from '../../core/results/metric-comparison.ts';
import type { Results } from '../../core/results/results.ts';
import type { VerdictStatus } from '../../core/results/verdict.ts';
import {
  comparisonHeadline,
  comparisonNotes,
  comparisonSign,
  comparisonTable,
  inOrderOfWeight,
} from '../comparison.ts';
import { painted, type TerminalOptions } from './terminal-paint.ts';
import { terminalTable, wrap } from './terminal-table.ts';

/** Each comparison with its figures; a single one has its headline above already. */
export function comparisonBlocks({ comparisons, metrics }: Results, options: TerminalOptions): string[] {
  const alone = comparisons.length === 1;
  return comparisons.flatMap((each) => [
    '',
    alone ? comparisonBody(each, metrics, options) : comparisonText(each, metrics, options),
  ]);
}

const comparisonColors: Record<ComparisonStatus, VerdictStatus> = {
  invalid: 'invalid',
  worse: 'missed',
  'cannot-tell': 'inconclusive',
  better: 'met',
  same: 'met',
};

/** One comparison: headline, a row for each metric, and how it was decided. */
export function comparisonText(
  comparison: Comparison,
  metrics: Results['metrics'],
  { columns, color }: TerminalOptions,
): string {
  const head = comparisonHeadline(comparison);
  return [
    comparison.verdict === null ? head : painted(head, comparisonColors[comparison.verdict], color),
    '',
    comparisonBody(comparison, metrics, { columns, color }),
  ].join('\n');
}

function comparisonBody(
  comparison: Comparison,
  metrics: Results['metrics'],
  { columns, color }: TerminalOptions,
): string {
  const rows = inOrderOfWeight(comparison);
  const table = terminalTable(comparisonTable(comparison, metrics), columns, (line, row) => {
    const compared = rows[row];
    return compared !== undefined && decides(compared)
      ? painted(line, comparisonColors[compared.status], color)
      : line;
  });
  return [...table, '', ...comparisonNotes(comparison, metrics).map((note) => wrap(note, columns))].join(
    '\n',
  );
}

/** A comparison in one line without colours. */
export function comparisonLine(comparison: Comparison): string {
  const { verdict } = comparison;
  return `${verdict === null ? '·' : comparisonSign[verdict]} ${comparisonHeadline(comparison)}`;
}
