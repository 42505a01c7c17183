/**
 * The findings of a run over all its cells: the most severe first, each with the command that reproduces it.
 */
import { type Cell, cellName, type Finding } from '../core/results/cell.ts';
import type { Results } from '../core/results/results.ts';
import { sentence } from './headline.ts';
import { code, inline } from './markdown/markdown.ts';
import { reproduceCommand } from './reproduce.ts';

export interface Found {
  cell: Cell;
  finding: Finding;
}

const gravestFirst: readonly Finding['severity'][] = ['critical', 'warning', 'info'];

/** All findings of a run, the most severe first, otherwise in the order of the cells. */
export function foundIn({ cells }: Results): Found[] {
  const all = cells.flatMap((cell) => cell.findings.map((finding) => ({ cell, finding })));
  return gravestFirst.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity));
}

/** Findings about leaks in the repetitions of a cell. */
export function leakFindings({ findings }: Pick<Cell, 'findings'>): Finding[] {
  return findings.filter(({ about }) => about?.kind === 'leak');
}

/** One block of Markdown per finding. */
export function findingsMarkdown(results: Results): string[] {
  return foundIn(results).map((found) => {
    const { severity, title, evidence, cause, remedy } = found.finding;
    return [
      `- **${severity}: ${inline(title)}** in ${inline(cellName(found.cell))}`,
      `  - Evidence: ${inline(sentence(evidence))}`,
      `  - Likely cause: ${inline(sentence(cause))}`,
      `  - What to do: ${inline(sentence(remedy))}`,
      `  - Again: ${code(reproduceCommand({ ...results, cells: related(found, results) }))}`,
    ].join('\n');
  });
}

/** A growth shows only together with the other sizes of its scenario. */
function related({ cell, finding: { about } }: Found, { cells }: Results): Cell[] {
  if (about?.kind !== 'growth') return [cell];
  return cells.filter(({ scenario, profile }) => scenario === cell.scenario && profile === cell.profile);
}
