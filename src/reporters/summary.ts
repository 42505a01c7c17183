import { formatDuration, formatValue } from '../core/format.ts';
import type { Results } from '../core/results.ts';
import { comparisonMarkdown } from './comparison.ts';
import { verdictTable } from './figures.ts';
import { findingsMarkdown } from './findings.ts';
import { familiesOf, growingMetrics, growthTable } from './growth.ts';
import { headline, sentence, whatToLookAt } from './headline.ts';
import { judgedIn } from './judged.ts';
import { code, inline, markdownTable } from './markdown.ts';
import { reproduceCommand } from './reproduce.ts';
import { cellMarkdown } from './summary-cell.ts';
import { left, type Table } from './table.ts';

/**
 * The run as Markdown for `summary.md` and for the summary of a CI job: the verdict in the first line,
 * then what to look at, what was judged, with which configuration, how figures grow, every cell, and
 * how to measure it again.
 */
export function summaryMarkdown(results: Results): string {
  const blocks = [
    `# ${inline(headline(results))}`,
    inline(whatToLookAt(results)),
    ...troubles(results),
    ...section('Verdicts', markdownTable(verdictTable(judgedIn(results), { withCell: true }))),
    ...section('Findings', findingsMarkdown(results).join('\n')),
    ...(results.comparisons.length === 0
      ? []
      : ['## Comparisons', ...comparisonMarkdown(results.comparisons, results.metrics)]),
    ...section('Configuration', markdownTable(configurationTable(results))),
    ...growthSection(results),
    ...(results.cells.length === 0 ? [] : ['## Cells']),
    ...results.cells.flatMap((cell) => cellMarkdown(cell, results)),
    '## How to measure it again',
    `    ${reproduceCommand(results)}`,
    commitLine(results),
    'What the words mean: `docs/reading-a-report.md`.',
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function section(title: string, body: string): string[] {
  return body === '' ? [] : [`## ${title}`, body];
}

function troubles({ errors, complete }: Results): string[] {
  const cut =
    complete || errors.length > 0 ? [] : ['The run was cut short: this is what it had measured by then.'];
  return [...errors.map((error) => `- ${inline(sentence(error))}`), ...cut];
}

function growthSection(results: Results): string[] {
  const families = familiesOf(results).filter((each) => growingMetrics(each, results.metrics).length > 0);
  if (families.length === 0) return [];
  return [
    '## Growth',
    ...families.flatMap((each) => [
      `### ${inline(each.name)}`,
      markdownTable(growthTable(each, results.metrics)),
    ]),
  ];
}

/** What was measured, where and with which settings: a row each. */
export function configurationTable(results: Results): Table {
  const { environment, options, id, startedAt, finishedAt } = results;
  const durationMs = Date.parse(finishedAt) - Date.parse(startedAt);
  const { browser, target } = environment;
  const rows = [
    ['Run', id],
    ['Started', `${startedAt}, took ${formatDuration(durationMs)}`],
    ['Target', target.database === null ? target.id : `${target.id} on ${target.database}`],
    ['Browser', `${browser.name} ${browser.version} (${browser.origin}), drawn by ${environment.renderer}`],
    ['Machine', `${environment.cpu}, ${environment.cores} cores, ${environment.os}`],
    ['Benchmark index', indexText(environment)],
    ...(typeof environment.cpuFrequency === 'string' ? [['CPU frequency', environment.cpuFrequency]] : []),
    ['Node', environment.node],
    ['Commit', environment.commit ?? 'unknown'],
    ['Fingerprint', `${environment.fingerprint} (figures compare only where it is equal)`],
    ...Object.entries(options).flatMap(([name, value]) => optionRow(name, value)),
  ];
  return { columns: [left('What'), left('Value')], rows };
}

function indexText({ hostIndex, hostIndexReason }: Results['environment']): string {
  if (hostIndex !== null) return formatValue(hostIndex, 'count');
  return `unavailable: ${typeof hostIndexReason === 'string' ? hostIndexReason : 'no reason was given'}`;
}

/** Options that were not given are left out. */
function optionRow(name: string, value: unknown): string[][] {
  if (value === null || value === undefined || name === 'id') return [];
  return [[`Option ${name}`, optionText(value)]];
}

function optionText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(optionText).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, each]) => `${name} ${optionText(each)}`)
      .join(', ');
  }
  return String(value);
}

function commitLine({ environment }: Results): string {
  return environment.commit === null ? '' : `Of commit ${code(environment.commit)}.`;
}
