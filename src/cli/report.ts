import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { causeText, HarnessError } from '../core/errors.ts';
import { exitCodeOf } from '../core/exit-code.ts';
import { resultTable } from '../reporters/terminal.ts';
import { writeReport } from '../reporters/write-report.ts';
import { project } from './set-up.ts';
import { guarded } from './terminal.ts';

export function addReport(program: Command): void {
  program
    .command('report')
    .summary('assemble the report of a run from its journal, also of one that was killed')
    .argument('[folder]', 'folder of the run', path.join(project, 'reports/latest'))
    .addHelpText('after', '\nExamples:\n  backscroll report\n  backscroll report reports/20261120T190000Z')
    .action((folder: string) => guarded(() => Promise.resolve(report(folder))));
}

function report(folder: string): number {
  if (!existsSync(path.join(folder, 'journal.ndjson'))) {
    throw new HarnessError(
      'RUN_MISSING',
      `${folder} holds no journal of a run.`,
      'Give the folder of a run below reports/, or measure one with "backscroll run".',
    );
  }
  try {
    const results = writeReport(realpathSync(folder));
    process.stdout.write(
      `${resultTable(results, { columns: process.stdout.columns ?? 120, color: process.stdout.isTTY })}\n`,
    );
    return exitCodeOf(results);
  } catch (cause) {
    throw new HarnessError(
      'REPORT_NOT_WRITTEN',
      `The run in ${folder} cannot be reported: ${causeText(cause)}.`,
      'Its journal must be whole but for the last line; restore it or measure again.',
      { cause },
    );
  }
}
