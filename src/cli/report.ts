import { existsSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { printPage } from '../browser/print-page.ts';
import { causeText, HarnessError } from '../core/errors.ts';
import { exitCodeOf } from '../core/judging/exit-code.ts';
import type { Results } from '../core/results/results.ts';
import { dashboardHtml } from '../reporters/html/dashboard.ts';
import { resultTable } from '../reporters/terminal/terminal.ts';
import { dashboardName, writeReport } from '../reporters/write-report.ts';
import { ensureBrowserLogged } from './set-up.ts';
import { guarded, Logger, screen } from './terminal.ts';

/** Cells that a PDF holds in full: with more of them nobody reads it. */
const mostPrinted = 30;

export function addReport(program: Command): void {
  program
    .command('report')
    .summary('assemble the report of a run from its journal, also of one that was killed')
    .argument('[folder]', 'folder of the run', path.join('reports', 'latest'))
    .option('--pdf <file>', `also print it, with the ${mostPrinted} worst cells in full`)
    .addHelpText(
      'after',
      '\nExamples:\n  backscroll report\n  backscroll report reports/20261120T190000Z --pdf run.pdf',
    )
    .action((folder: string, { pdf }: { pdf?: string }) => guarded(() => report(folder, pdf)));
}

async function report(folder: string, pdf: string | undefined): Promise<number> {
  const results = written(folder);
  process.stdout.write(`${resultTable(results, screen())}\n`);
  const logger = new Logger();
  logger.say(`Report: ${path.relative('.', path.join(realpathSync(folder), dashboardName))}`);
  if (pdf !== undefined) await print(results, realpathSync(folder), pdf, logger);
  return exitCodeOf(results);
}

/** @throws HarnessError `RUN_MISSING`, `REPORT_NOT_WRITTEN` */
function written(folder: string): Results {
  if (!existsSync(path.join(folder, 'journal.ndjson'))) {
    throw new HarnessError(
      'RUN_MISSING',
      `${folder} holds no journal of a run.`,
      'Give the folder of a run below reports/, or measure one with "backscroll run".',
    );
  }
  try {
    return writeReport(realpathSync(folder));
  } catch (cause) {
    throw new HarnessError(
      'REPORT_NOT_WRITTEN',
      `The run in ${folder} cannot be reported: ${causeText(cause)}.`,
      'Its journal must be whole but for the last line; restore it or measure again.',
      { cause },
    );
  }
}

/** @throws HarnessError `PDF_NOT_WRITTEN` */
async function print(results: Results, folder: string, pdf: string, logger: Logger): Promise<void> {
  const browser = await ensureBrowserLogged(logger);
  // In the folder of the run, for the pictures that it links.
  const page = path.join(folder, 'print.html');
  try {
    writeFileSync(page, dashboardHtml(results, { writtenOut: mostPrinted }));
    await printPage(browser, page, pdf);
  } catch (cause) {
    throw new HarnessError(
      'PDF_NOT_WRITTEN',
      `The report could not be printed to ${pdf}: ${causeText(cause)}.`,
      `It is in ${path.join(folder, dashboardName)}, which any browser prints.`,
      { cause },
    );
  } finally {
    rmSync(page, { force: true });
  }
  logger.say(`Printed: ${pdf}`);
}
