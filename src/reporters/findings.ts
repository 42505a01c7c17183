/** What a run found, over all its cells: the gravest first, each with the command that shows it again. */
import { type Cell, cellName, type Finding, type Results } from '../core/results.ts';
import { sentence } from './headline.ts';
import { code, inline } from './markdown.ts';
import { reproduceCommand } from './reproduce.ts';

export interface Found {
  cell: Cell;
  finding: Finding;
}

const gravestFirst: readonly Finding['severity'][] = ['critical', 'warning', 'info'];

/** All findings of a run, the gravest first, otherwise in the order of the cells. */
export function foundIn({ cells }: Results): Found[] {
  const all = cells.flatMap((cell) => cell.findings.map((finding) => ({ cell, finding })));
  return gravestFirst.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity));
}

/** One block of Markdown a finding. */
export function findingsMarkdown(results: Results): string[] {
  return foundIn(results).map(({ cell, finding: { severity, title, evidence, cause, remedy } }) =>
    [
      `- **${severity}: ${inline(title)}** in ${inline(cellName(cell))}`,
      `  - Evidence: ${inline(sentence(evidence))}`,
      `  - Likely cause: ${inline(sentence(cause))}`,
      `  - What to do: ${inline(sentence(remedy))}`,
      `  - Again: ${code(reproduceCommand({ ...results, cells: related(cell, results) }))}`,
    ].join('\n'),
  );
}

/** A growth is seen only beside the other sizes of its scenario. */
function related(cell: Cell, { cells }: Results): Cell[] {
  const grows = cell.verdicts.some(({ kind, status }) => kind === 'growth' && status !== 'met');
  if (!grows) return [cell];
  return cells.filter(({ scenario, profile }) => scenario === cell.scenario && profile === cell.profile);
}
