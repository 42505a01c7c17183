/** The run in one line, and the first thing to look at. */

import { formatCount, plural } from '../core/format.ts';
import { comparisonOrder, decides } from '../core/judging/comparison.ts';
import { sizeOf } from '../core/judging/growth.ts';
import { type Cell, cellName } from '../core/results/cell.ts';
import { lostPass } from '../core/results/evidence.ts';
import type { Results } from '../core/results/results.ts';
import { comparisonsHeadline, failureNotes } from './comparison.ts';
import { type Judged, judgedIn, limitFigure, observedText, pressureOf, statuses, titleOf } from './judged.ts';

/** The verdict of a run in words: `Missed: 2 of 13 budgets missed, 11 met, in 8 cells`. */
export function headline(results: Results): string {
  const { cells, errors, verdict } = results;
  if (errors.length > 0) return `Could not run to its end: ${counted(results)}`;
  if (cells.length === 0) return 'Nothing was measured';
  const partly = results.complete ? '' : ' (cut short)';
  if (verdict === null && results.comparisons.length > 0)
    return `${comparisonsHeadline(results.comparisons)}${partly}`;
  const [leaking] = leakyCells(results);
  if (verdict === null && leaking !== undefined) return `${leakText(leaking)}${partly}`;
  if (verdict === null)
    return `Measured, nothing was judged${partly}: ${plural(cells.length, 'cell')} without budgets`;
  return `${headlineWord[verdict]}${partly}: ${counted(results)}`;
}

/** Cells that leak, then those whose leak verdict is inconclusive. */
function leakyCells({ cells }: Results): Cell[] {
  return ['leaks', 'cannot-tell'].flatMap((status) =>
    cells.filter(({ classification }) => classification === status),
  );
}

function leakText(cell: Cell): string {
  const word = cell.classification === 'leaks' ? 'leaks' : 'may leak (inconclusive)';
  return `${cellName(cell)} ${word}`;
}

const headlineWord: Record<NonNullable<Results['verdict']>, string> = {
  invalid: 'Invalid',
  missed: 'Missed',
  inconclusive: 'Inconclusive',
  met: 'All budgets met',
};

function counted(results: Results): string {
  const judged = judgedIn(results);
  const counts = statuses.flatMap((status) => {
    const count = judged.filter(({ verdict }) => verdict.status === status).length;
    return count === 0 ? [] : [{ status, count }];
  });
  const byStatus = counts.map(({ status, count }, index) =>
    index === 0
      ? `${formatCount(count)} of ${plural(judged.length, 'budget')} ${status}`
      : `${formatCount(count)} ${status}`,
  );
  const early = results.cells.filter((cell) => cell.error !== null).length;
  const ended = early === 0 ? [] : [`${plural(early, 'cell')} ended early`];
  const lost = results.cells.filter((cell) => cell.error === null && lostPass(cell) !== undefined).length;
  const parts = [
    ...byStatus,
    ...ended,
    ...(lost === 0 ? [] : [`${plural(lost, 'cell')} without valid figures`]),
  ];
  return `${parts.length === 0 ? 'no budget was judged' : parts.join(', ')}, in ${plural(results.cells.length, 'cell')}`;
}

/** One sentence: what a person should look at first, and why. */
export function whatToLookAt(results: Results): string {
  const { cells, errors } = results;
  const [error] = errors;
  if (error !== undefined) return `Look first at why the run could not go on: ${sentence(error)}`;
  if (cells.length === 0) return 'Nothing was measured: look at how the run was started.';
  const early = cells.find((cell) => cell.error !== null);
  if (early?.error) return `Look first at why ${cellName(early)} ended early: ${sentence(early.error)}`;
  const [worst] = judgedIn(results);
  const disturbed = worst?.verdict.status === 'invalid' ? undefined : disturbedCell(results);
  if (disturbed !== undefined) return disturbed;
  if (worst === undefined) return nothingJudged(results);
  switch (worst.verdict.status) {
    case 'invalid':
      return `Look first at what disturbed ${cellName(worst.cell)}, whose figures do not count: ${sentence(worst.verdict.reason)}`;
    case 'missed':
      return `Look first at ${subject(worst)}: ${observedText(worst)}${onwards(worst, results)}, limit ${limitFigure(worst)}.`;
    case 'inconclusive':
      return `Look first at ${subject(worst)}, which is inconclusive: ${sentence(worst.verdict.reason)}`;
    case 'met':
      return nearest(worst);
    default:
      return worst.verdict.status satisfies never;
  }
}

/** A sentence about the first cell without any figures of a pass; undefined when there is none. */
function disturbedCell({ cells }: Results): string | undefined {
  const disturbed = cells
    .map((cell) => ({ cell, lost: lostPass(cell) }))
    .find(({ lost }) => lost !== undefined);
  if (disturbed?.lost === undefined) return undefined;
  return `Look first at what disturbed ${cellName(disturbed.cell)}: ${sentence(disturbed.lost)}`;
}

function nothingJudged(results: Results): string {
  const { comparisons } = results;
  const deciding = comparisons.flatMap(({ metrics }) => metrics).filter(decides);
  const [failed] = comparisons.filter(({ failures }) => (failures?.candidate.failed ?? 0) > 0);
  if (failed !== undefined) return `Look first at why the page failed: ${failureNotes(failed).join(' ')}`;
  const open = comparisonOrder.flatMap((status) => deciding.filter((each) => each.status === status))[0];
  if (open !== undefined) return `Look first at ${open.metric}: ${open.reason}`;
  const [finding] = leakyCells(results).flatMap(({ findings }) => findings);
  if (finding !== undefined) return `Look first at ${inSentence(finding.title)}. ${finding.remedy}`;
  return 'No budget applies here: compare the figures with those of another run of the same machine.';
}

function subject(judged: Judged): string {
  return `${inSentence(titleOf(judged))} (${judged.verdict.metric}) of ${cellName(judged.cell)}`;
}

/** From which size on a growth is beyond its limit: ` from 150 messages on`. */
function onwards({ cell, verdict }: Judged, results: Results): string {
  const { parameter } = verdict;
  if (parameter === null) return '';
  const sizes = judgedIn(results)
    .filter((each) => each.verdict.status === 'missed' && each.verdict.kind === 'growth')
    .filter((each) => each.verdict.metric === verdict.metric && each.cell.scenario === cell.scenario)
    .filter((each) => each.cell.profile === cell.profile && each.cell.arm === cell.arm)
    .flatMap((each) => sizeOf(each.cell, parameter) ?? []);
  return sizes.length === 0 ? '' : ` from ${formatCount(Math.min(...sizes))} ${parameter} on`;
}

/** `Dropped frames` within a sentence; `DOM elements` and `JS heap` stay as they are. */
function inSentence(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/** The budget that uses most of its limit. */
function nearest(judged: Judged): string {
  const percent = pressureOf(judged) * 100;
  const used = percent >= 1 ? `, at ${Math.round(percent)} % of its limit` : '';
  return `Nothing needs attention; closest to its limit is ${subject(judged)}: ${observedText(judged)}, limit ${limitFigure(judged)}${used}.`;
}

/** The first paragraph of a message on one line, ending like a sentence. */
export function sentence(text: string): string {
  const line =
    text
      .trim()
      .split(/\n\s*\n/)[0]
      ?.replaceAll(/\s+/g, ' ') ?? '';
  return /[.!?)]$/.test(line) ? line : `${line}.`;
}
