import { plural } from '../../core/format.ts';
import type { KeptRun } from '../../core/judging/history.ts';
import { statusWord } from '../judged.ts';
import { left } from '../table.ts';
import { environmentName } from '../trend-words.ts';
import { terminalTable } from './terminal-table.ts';

/** One line per run, the oldest first, as `backscroll history list` prints it. */
export function historyTable(runs: readonly KeptRun[], columns: number): string {
  const rows = runs.map((run) => [
    run.id,
    run.verdict === null ? 'Not judged' : statusWord[run.verdict],
    (run.environment.commit ?? 'none').slice(0, 12),
    [...(run.complete ? [] : ['cut short']), ...(run.forced.length === 0 ? [] : ['forced'])].join(', '),
    environmentName(run.environment),
  ]);
  const heads = ['Run', 'Verdict', 'Commit', 'Note', 'Environment'].map(left);
  const table = rows.length === 0 ? [] : terminalTable({ columns: heads, rows }, columns);
  return [...table, plural(runs.length, 'run')].map((line) => `${line}\n`).join('');
}
