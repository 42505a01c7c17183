import { plural } from '../../core/format.ts';
import { familiesOf, growingMetrics } from '../../core/judging/growth.ts';
import type { Results } from '../../core/results/results.ts';
import {
  bottleneckItems,
  bottleneckNotes,
  capacityTable,
  capacityText,
  type Item,
  recommendationItems,
} from '../advice.ts';
import { percentileNotes, percentileTable } from '../charts/percentiles.ts';
import { comparisonMarkdown } from '../comparison.ts';
import { verdictTable } from '../figures.ts';
import { findingsMarkdown } from '../findings.ts';
import { growthTable } from '../growth.ts';
import { headline, sentence, whatToLookAt } from '../headline.ts';
import { configurationTable } from '../html/configuration.ts';
import { type Judged, judgedIn } from '../judged.ts';
import { reproduceCommand } from '../reproduce.ts';
import { resourceNotes, resourceTable } from '../resources.ts';
import { code, folded, inline, markdownTable } from './markdown.ts';
import { cellMarkdown } from './summary-cell.ts';

/** Items shown per list: of a comment on a pull request, people read the first screen only. */
const mostShown = 5;

/**
 * The run as Markdown for `summary.md`, a comment on a pull request and the summary of a CI job: the verdict
 * in the first line, then what to look at and what to do; below it the evidence, with long tables folded.
 */
export function summaryMarkdown(results: Results): string {
  const blocks = [
    `# ${inline(headline(results))}`,
    inline(whatToLookAt(results)),
    ...troubles(results),
    ...section('What to do', numbered(recommendationItems(results))),
    ...section('Verdicts', ...verdicts(results)),
    ...section('Findings', ...shownAndFolded(findingsMarkdown(results), 'finding')),
    ...(results.comparisons.length === 0
      ? []
      : ['## Comparisons', ...comparisonMarkdown(results.comparisons, results.metrics)]),
    ...(results.cells.length === 0 ? [] : measured(results)),
    '## Configuration',
    ...folded(`Run ${results.id}`, markdownTable(configurationTable(results))),
    ...section('Cells', ...results.cells.flatMap((cell) => cellMarkdown(cell, results))),
    '## How to measure it again',
    `    ${reproduceCommand(results)}`,
    commitLine(results),
    'What the words mean: `docs/reading-a-report.md`.',
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The results besides the verdicts. */
function measured(results: Results): string[] {
  const percentiles = percentileTable(results);
  return [
    ...section('Bottlenecks', bulleted(bottleneckItems(results)), ...bottleneckNotes(results).map(inline)),
    ...section('Capacity', inline(capacityText(results)), markdownTable(capacityTable(results))),
    ...section(
      'Percentiles',
      ...folded(plural(percentiles.rows.length, 'figure'), markdownTable(percentiles)),
      ...percentileNotes(results).map(inline),
    ),
    ...section('Resources', markdownTable(resourceTable(results)), ...resourceNotes(results).map(inline)),
    ...growthSection(results),
  ];
}

/** A title with its blocks; empty when there are none. */
function section(title: string, ...blocks: readonly string[]): string[] {
  const body = blocks.filter((block) => block !== '');
  return body.length === 0 ? [] : [`## ${title}`, ...body];
}

function troubles({ errors, complete }: Results): string[] {
  const cut =
    complete || errors.length > 0 ? [] : ['The run was cut short: this is what it had measured by then.'];
  return [...errors.map((error) => `- ${inline(sentence(error))}`), ...cut];
}

function numbered(items: readonly Item[]): string {
  return items
    .map(({ head, text }, index) => `${index + 1}. **${inline(head)}**: ${inline(text)}`)
    .join('\n');
}

function bulleted(items: readonly Item[]): string {
  return items.map(({ head, text }) => `- **${inline(head)}**: ${inline(text)}`).join('\n');
}

/** Verdicts that are not met are visible, the others folded. */
function verdicts(results: Results): string[] {
  const judged = judgedIn(results);
  const table = (those: readonly Judged[]) => markdownTable(verdictTable(those, { withCell: true }));
  const met = judged.filter(({ verdict }) => verdict.status === 'met');
  return [
    table(judged.filter(({ verdict }) => verdict.status !== 'met')),
    ...folded(`${plural(met.length, 'budget')} met`, table(met)),
  ];
}

function shownAndFolded(blocks: readonly string[], noun: string): string[] {
  const [shown, rest] = [blocks.slice(0, mostShown), blocks.slice(mostShown)];
  return [shown.join('\n'), ...folded(plural(rest.length, `more ${noun}`), rest.join('\n'))];
}

function growthSection(results: Results): string[] {
  const families = familiesOf(results).filter((each) => growingMetrics(each, results.metrics).length > 0);
  return section(
    'Growth',
    ...families.flatMap((each) => [
      `### ${inline(each.name)}`,
      markdownTable(growthTable(each, results.metrics)),
    ]),
  );
}

function commitLine({ environment }: Results): string {
  return environment.commit === null ? '' : `Of commit ${code(environment.commit)}.`;
}
