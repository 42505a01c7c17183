import { type Cell, cellName } from '../../core/results/cell.ts';
import type { Results } from '../../core/results/results.ts';
import { trafficOf } from '../../core/results/traffic-account.ts';
import {
  culpritTable,
  failedIterations,
  invalidIterations,
  iterationsText,
  metricTable,
  missingFigures,
  p99Note,
  sampleSizes,
} from '../figures.ts';
import { sentence } from '../headline.ts';
import { statusWord } from '../judged.ts';
import { momentTable } from '../moments.ts';
import { countTable, latencyTable, trafficAbsence, trafficNotes } from '../traffic.ts';
import { verificationTable } from '../verification.ts';
import { code, folded, inline, markdownTable } from './markdown.ts';

/** A cell in blocks of Markdown: its name and verdict, and below them all its details, folded. */
export function cellMarkdown(cell: Cell, results: Results): string[] {
  const verdict = cell.verdict === null ? 'not judged' : statusWord[cell.verdict].toLowerCase();
  return [
    `### ${inline(cellName(cell))}: ${verdict}`,
    ...troubles(cell),
    ...folded(iterationsText(cell), aboutLine(cell), ...details(cell, results)),
  ];
}

function details(cell: Cell, { metrics }: Results): string[] {
  const missing = missingFigures(cell, metrics).map(
    ({ reason, titles }) => `Unavailable, ${inline(reason)}: ${inline(titles.join(', '))}.`,
  );
  return [
    markdownTable(metricTable(cell, metrics)),
    ...list([...missing, ...p99Note(sampleSizes(cell)).map(inline)]),
    ...titled('Long frames', markdownTable(culpritTable(cell))),
    ...titled('Worst moments', markdownTable(momentTable(cell))),
    ...trafficBlocks(cell),
    ...titled('Verification', markdownTable(verificationTable(cell))),
    ...titled('Failures of the page', markdownTable(failedIterations(cell))),
    ...titled('Iterations that do not count', markdownTable(invalidIterations(cell))),
    ...artifactBlocks(cell),
  ];
}

function aboutLine(cell: Cell): string {
  const facts = [
    cell.title,
    ...(cell.dataset === null ? [] : [`data set ${cell.dataset}`]),
    ...(cell.defects.length === 0 ? [] : [`planted defects: ${cell.defects.join(', ')}`]),
    ...(cell.classification === null ? [] : [`classified as ${cell.classification}`]),
  ];
  return `${inline(facts.join('; '))}.`;
}

function troubles({ error, invalid }: Cell): string[] {
  return [
    ...(error === null ? [] : [`**Ended early:** ${inline(sentence(error))}`]),
    ...(invalid === null ? [] : [`**No timing figure of it counts:** ${inline(sentence(invalid))}`]),
  ];
}

function titled(title: string, body: string): string[] {
  return body === '' ? [] : [`**${title}**`, body];
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')];
}

function trafficBlocks(cell: Cell): string[] {
  if (cell.traffic === null) return trafficAbsence(cell).map((text) => `**Traffic:** ${inline(text)}.`);
  const traffic = trafficOf(cell);
  if (traffic === undefined) return ['**Traffic**', 'The account of the load generator cannot be read.'];
  return [
    `**Traffic: ${inline(traffic.plan)}**`,
    markdownTable(countTable(traffic)),
    markdownTable(latencyTable(traffic)),
    ...list(trafficNotes(traffic).map(inline)),
  ];
}

function artifactBlocks({ artifacts }: Cell): string[] {
  if (artifacts.length === 0) return [];
  return [`Files: ${artifacts.map(({ name, path }) => `${inline(name)} ${code(path)}`).join(', ')}`];
}
