/** Terminal output: a line when a cell ends, and one table when the run ends. */

import { formatValue, plural } from '../../core/format.ts';
import { culpritsOf } from '../../core/insights/culprits.ts';
import { failureRate, failuresText } from '../../core/judging/failures.ts';
import { type Cell, cellName } from '../../core/results/cell.ts';
import { lostPass } from '../../core/results/evidence.ts';
import type { Results } from '../../core/results/results.ts';
import type { VerdictStatus } from '../../core/results/verdict.ts';
import { metricTable, missingFigures } from '../figures.ts';
import { leakFindings } from '../findings.ts';
import { headline, sentence, whatToLookAt } from '../headline.ts';
import {
  intervalText,
  type Judged,
  judgedIn,
  judgedOf,
  limitFigure,
  limitText,
  observedText,
  statusSign,
} from '../judged.ts';
import { machineLines } from '../reference.ts';
import { restNotes } from '../rest.ts';
import { left, right, type Table, without } from '../table.ts';
import { hostLine } from '../verification.ts';
import { comparisonBlocks } from './terminal-comparison.ts';
import { painted, type TerminalOptions } from './terminal-paint.ts';
import { terminalTable, wrap } from './terminal-table.ts';

/** Rows that fit on one screen; verdicts that are not met are shown beyond that. */
const mostRows = 24;

/** The run on one screen: headline, verdicts with the worst first, and one sentence on what to look at. */
export function resultTable(results: Results, { columns, color }: TerminalOptions): string {
  const judged = judgedIn(results);
  const unmet = judged.filter(({ verdict }) => verdict.status !== 'met').length;
  const shown = judged.slice(0, Math.max(mostRows, unmet));
  const profile = onlyProfile(results);
  const table = terminalTable(tableOf(shown, columns, profile), columns, (line, row) => {
    const status = shown[row]?.verdict.status;
    return status === undefined ? line : painted(line, status, color);
  });
  const hidden = judged.length - shown.length;
  return [
    results.verdict === null ? headline(results) : painted(headline(results), results.verdict, color),
    ...(profile === undefined ? [] : [`All of it at ${profile}.`]),
    ...(shown.length === 0 ? [] : ['', ...table]),
    ...comparisonBlocks(results, { columns, color }),
    ...(hidden === 0 ? [] : [`and ${plural(hidden, 'more verdict')}, met`]),
    '',
    wrap(whatToLookAt(results), columns),
    hostLine(results.cells),
    ...machineLines(results).map((line) => wrap(line, columns)),
  ].join('\n');
}

/**
 * The profile that all cells share: it is printed once instead of in every row. Undefined for a single cell.
 */
function onlyProfile({ cells }: Pick<Results, 'cells'>): string | undefined {
  const profiles = new Set(cells.map((cell) => cell.profile));
  return cells.length > 1 && profiles.size === 1 ? cells[0]?.profile : undefined;
}

/** Narrow terminals omit the interval: the verdict already reflects it. */
function tableOf(judged: readonly Judged[], columns: number, profile: string | undefined): Table {
  const wide = columns >= 100;
  const name = (cell: Cell) => cellName(cell).replace(profile === undefined ? '' : ` ${profile}`, '');
  return {
    columns: [
      left(' '),
      left('Cell'),
      left('Metric'),
      right('Observed'),
      ...(wide ? [right('95 % interval')] : []),
      right('Limit'),
    ],
    rows: judged.map((each) => [
      statusSign[each.verdict.status],
      name(each.cell),
      each.verdict.metric,
      observedText(each),
      ...(wide ? [intervalText(each.verdict.interval, each.metric)] : []),
      limitText(each),
    ]),
  };
}

/** All figures of one cell, for a run of a single page. */
export function cellTable(cell: Cell, results: Results, { columns, color }: TerminalOptions): string {
  const whole = metricTable(cell, results.metrics);
  const { rows } = whole;
  // Notes are printed below the table, where they need not fit a column; with so few values there is no P99.
  const table = without(whole, 'P99', 'Note');
  const notes = [
    ...rows.flatMap((row) => (row.at(-1) ? [`${row[0]}: ${row.at(-1)}`] : [])),
    ...missingFigures(cell, results.metrics).map(
      ({ reason, titles }) => `Unavailable, ${reason}: ${titles.join(', ')}`,
    ),
  ];
  const trouble = cell.error ?? cell.invalid;
  return [
    cellName(cell),
    ...(trouble === null ? [] : [painted(wrap(sentence(trouble), columns), 'invalid', color)]),
    '',
    ...(rows.length === 0 ? ['Nothing was measured.'] : terminalTable(table, columns)),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => wrap(note, columns))]),
    ...failureLines(cell, columns, color),
    ...restNotes([cell]).flatMap((note) => ['', wrap(note, columns)]),
    ...culpritLine(cell, columns),
    ...leakLines(cell, columns, color),
    '',
    hostLine([cell]),
    ...machineLines(results).map((line) => wrap(line, columns)),
  ].join('\n');
}

/** How often the page failed; empty when no iteration counts. */
function failureLines({ failures, verdicts }: Cell, columns: number, color: boolean): string[] {
  if (failures === undefined) return [];
  const text = wrap(failuresText(failures), columns);
  const status = verdicts.find(({ metric }) => metric === failureRate.id)?.status;
  return ['', status === undefined ? text : painted(text, status, color)];
}

/** The code that took most of the time in long frames; empty when there were none. */
function culpritLine(cell: Cell, columns: number): string[] {
  const [worst] = culpritsOf(cell);
  if (worst === undefined) return [];
  const { name, invoker, frames, iterations, totalMs, longestMs } = worst;
  const by = invoker === name ? '' : ` (${invoker})`;
  const text = `Long frames: mostly ${name}${by}, ${formatValue(totalMs, 'ms')} in ${plural(frames, 'frame')} of ${plural(iterations, 'iteration')}, ${formatValue(longestMs, 'ms')} at once.`;
  return ['', wrap(text, columns)];
}

const leakWords: Record<string, { text: string; status: VerdictStatus }> = {
  leaks: { text: 'Leaks: something grows with every repetition.', status: 'missed' },
  clean: { text: 'No leak: nothing grows with the repetitions.', status: 'met' },
  'cannot-tell': { text: 'Inconclusive whether it leaks.', status: 'inconclusive' },
};

/** The leak verdict and its evidence; empty for a cell without repetitions. */
function leakLines(cell: Cell, columns: number, color: boolean): string[] {
  const words = leakWords[cell.classification ?? ''];
  if (words === undefined) return [];
  const found = leakFindings(cell).map(
    ({ title, evidence, remedy }) => `${title}. ${sentence(evidence)} ${remedy}`,
  );
  return ['', painted(words.text, words.status, color), ...found.map((line) => wrap(line, columns))];
}

/**
 * A cell that has ended, in one line without colours.
 *
 * @param metrics of the run; without them figures have no units
 */
export function cellLine(cell: Cell, metrics: Results['metrics'] = {}): string {
  const name = cellName(cell);
  if (cell.error !== null) return `${statusSign.invalid} ${name} ended early: ${sentence(cell.error)}`;
  const [worst, ...others] = judgedOf(cell, metrics);
  if (worst === undefined) {
    const lost = lostPass(cell);
    if (lost !== undefined) return `${statusSign.invalid} ${name} invalid: ${sentence(lost)}`;
    const valid = cell.iterations.filter(({ status }) => status === 'valid').length;
    return `· ${name} measured in ${plural(valid, 'valid iteration')}, without a budget`;
  }
  const { status, metric } = worst.verdict;
  const alike = others.filter(({ verdict }) => verdict.status === status).length;
  const more = alike === 0 || status === 'met' ? '' : ` (and ${alike} more)`;
  const detail = status === 'met' ? metList([worst, ...others]) : `${metric}${detailOf(worst)}${more}`;
  return `${statusSign[status]} ${name} ${status}: ${detail}`;
}

function metList(judged: readonly Judged[]): string {
  return judged.map((each) => `${each.verdict.metric} ${observedText(each)}`).join(', ');
}

function detailOf(judged: Judged): string {
  const { status, observed, reason } = judged.verdict;
  if (status === 'invalid' || observed === null) return `: ${sentence(reason)}`;
  return ` ${observedText(judged)}, limit ${limitFigure(judged)}`;
}
