import { decides } from '../core/judging/comparison.ts';
import { isLenient } from '../core/judging/exit-code.ts';
import { failureRate } from '../core/judging/failures.ts';
import { type Cell, cellName } from '../core/results/cell.ts';
import type { Comparison } from '../core/results/comparison.ts';
import type { Results } from '../core/results/results.ts';
import { comparisonHeadline, failureNotes, shiftText } from './comparison.ts';
import { leakFindings } from './findings.ts';
import { type Markup, markup } from './html/markup.ts';
import { intervalText, type Judged, judgedOf, limitFigure, observedText } from './judged.ts';

/** A test case of the document. */
interface Case {
  name: string;
  className: string;
  /** What went wrong, or undefined. */
  problem:
    | { element: 'failure' | 'error' | 'skipped'; type: string; message: string; text: string }
    | undefined;
}

/**
 * The run as JUnit XML: a suite for each scenario, a case for each judged budget, one `measured` case for a
 * cell without any; a case for each deciding metric of a comparison.
 *
 * Missed is a `failure`. So is inconclusive (type `inconclusive`): the exit code is 1 for both, and a skipped
 * case would count as passed. Invalid, a cell that ended early and an error of the run are an `error`. Cases
 * have no time because several are judged from the same iterations; the suite has their sum.
 */
export function junitXml(results: Results): string {
  const suites = [...Map.groupBy(results.cells, (cell) => cell.scenario)].map(([scenario, cells]) =>
    suite(
      scenario,
      cells.flatMap((cell) => casesOf(cell, results)),
      secondsOf(cells),
      results.startedAt,
    ),
  );
  const compared = results.comparisons.flatMap((comparison) => comparisonCases(comparison, results));
  if (compared.length > 0) suites.push(suite('comparison', compared, 0, results.startedAt));
  const own = runCases(results);
  if (own.length > 0) suites.push(suite('run', own, 0, results.startedAt));
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${`backscroll ${results.id}`}">
${suites}</testsuites>
`.text;
}

function suite(name: string, cases: readonly Case[], seconds: number, startedAt: string): Markup {
  const count = (element: string) => cases.filter(({ problem }) => problem?.element === element).length;
  return markup`  <testsuite name="${name}" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="${seconds}" timestamp="${startedAt.slice(0, 19)}">
${cases.map(caseMarkup)}  </testsuite>
`;
}

function caseMarkup({ name, className, problem }: Case): Markup {
  if (problem === undefined) return markup`    <testcase classname="${className}" name="${name}"/>\n`;
  const { element, type, message, text } = problem;
  // A `skipped` element has no type, and its message contains the text.
  if (element === 'skipped') {
    return markup`    <testcase classname="${className}" name="${name}">
      <skipped message="${`${message}. ${text}`}"/>
    </testcase>
`;
  }
  const body = markup`type="${type}" message="${message}">${text}</`;
  const inner = element === 'failure' ? markup`<failure ${body}failure>` : markup`<error ${body}error>`;
  return markup`    <testcase classname="${className}" name="${name}">
      ${inner}
    </testcase>
`;
}

function casesOf(cell: Cell, results: Results): Case[] {
  const className = `${cell.scenario}.${cell.profile.replaceAll('.', '_')}`;
  const budgets = judgedOf(cell, results.metrics).map((judged) => ({
    name: `${cellName(cell)}: ${judged.verdict.metric}${judged.verdict.kind === 'absolute' ? '' : ` ${judged.verdict.kind}`}`,
    className,
    problem: problemOf(judged),
  }));
  const leaks = leakCases(cell, className);
  if (cell.error === null && budgets.length > 0) return [...budgets, ...leaks];
  const message = cell.error ?? cell.invalid;
  const type = cell.error === null ? 'invalid' : 'ended-early';
  const measured: Case = {
    name: `${cellName(cell)}: measured`,
    className,
    problem:
      message === null ? undefined : { element: 'error', type, message: firstLine(message), text: message },
  };
  return [measured, ...budgets, ...leaks];
}

/**
 * `worse` fails. `cannot-tell` fails when it does so in the exit code, else the case is skipped. Exploratory
 * metrics have no case.
 */
function comparisonCases(comparison: Comparison, { metrics, options }: Results): Case[] {
  const [, ...headline] = comparisonHeadline(comparison).split(': ');
  const className = `comparison.${comparison.scenario}`;
  const decided = comparison.metrics.filter(decides).map((compared) => {
    const { metric, status, reason } = compared;
    const message = `${status}: ${shiftText(compared, metrics[metric]?.unit ?? 'count')}`;
    const untold = status === 'cannot-tell' && isLenient(options);
    const element = status === 'invalid' ? 'error' : untold ? 'skipped' : 'failure';
    const good = status === 'better' || status === 'same';
    return {
      name: `${headline.join(': ')}: ${metric}`,
      className,
      problem: good ? undefined : { element, type: status, message, text: reason },
    } satisfies Case;
  });
  const failed = comparison.failures !== undefined && comparison.failures.candidate.failed > 0;
  if (!failed) return decided;
  const text = failureNotes(comparison).join('\n');
  const type = comparison.verdict ?? 'cannot-tell';
  const element = type === 'cannot-tell' && isLenient(options) ? ('skipped' as const) : ('failure' as const);
  const problem = { element, type, message: firstLine(text), text };
  return [...decided, { name: `${headline.join(': ')}: ${failureRate.id}`, className, problem }];
}

/** A case for the leak verdict of a cell. */
function leakCases(cell: Cell, className: string): Case[] {
  const { classification } = cell;
  if (classification === null) return [];
  const text = leakFindings(cell)
    .map(({ title, evidence }) => `${title}. ${evidence}`)
    .join('\n');
  const problem = { element: 'failure' as const, type: classification, message: firstLine(text), text };
  return [
    {
      name: `${cellName(cell)}: leaks nothing`,
      className,
      problem: classification === 'clean' ? undefined : problem,
    },
  ];
}

function problemOf(judged: Judged): Case['problem'] {
  const { status, reason, interval, observed } = judged.verdict;
  const message =
    observed === null ? firstLine(reason) : `${observedText(judged)}, limit ${limitFigure(judged)}`;
  const text =
    observed === null
      ? reason
      : `${message}; 95 % interval ${intervalText(interval, judged.metric)}. ${reason}`;
  switch (status) {
    case 'met':
      return undefined;
    case 'missed':
    case 'inconclusive':
      return { element: 'failure', type: status, message, text };
    case 'invalid':
      return { element: 'error', type: status, message: firstLine(reason), text: reason };
    default:
      return status satisfies never;
  }
}

function runCases({ errors, complete, cells }: Results): Case[] {
  const problem = (message: string): Case => ({
    name: 'the run went to its end',
    className: 'run',
    problem: { element: 'error', type: 'run', message: firstLine(message), text: message },
  });
  if (errors.length > 0) return errors.map(problem);
  if (cells.length === 0) return [problem('Nothing was measured.')];
  return complete ? [] : [problem('The run was cut short: what it had measured by then is reported.')];
}

function secondsOf(cells: readonly Cell[]): number {
  return cells
    .flatMap(({ iterations }) => iterations)
    .reduce((sum, { startedAtMs, finishedAtMs }) => sum + (finishedAtMs - startedAtMs) / 1000, 0);
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
