import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assemble } from '../core/assemble.ts';
import { parseJournal } from '../core/results/journal.ts';
import type { Results } from '../core/results/results.ts';
import { dashboardHtml } from './html/dashboard.ts';
import { junitXml } from './junit.ts';
import { summaryMarkdown } from './markdown/summary.ts';

/** The page of a run in its folder. */
export const dashboardName = 'index.html';

/** The documents of a run, by the names of their files: a new format is one line here. */
const formats: Readonly<Record<string, (results: Results) => string>> = {
  'results.json': (results) => `${JSON.stringify(results, null, 2)}\n`,
  'summary.md': summaryMarkdown,
  'junit.xml': junitXml,
  [dashboardName]: dashboardHtml,
};

/**
 * Writes the documents of a run's folder from its journal, whether the run ended well or was killed. Points `reports/latest` to the folder when it lies
 * in `reports`.
 *
 * @throws Error when the journal is missing, contains invalid records or has no record of the run's start
 */
export function writeReport(folder: string): Results {
  const results = assemble(parseJournal(readFileSync(path.join(folder, 'journal.ndjson'), 'utf8')));
  for (const [name, render] of Object.entries(formats)) {
    writeFileSync(path.join(folder, name), render(results));
  }
  if (path.basename(path.dirname(folder)) !== 'reports') return results;
  const latest = path.join(path.dirname(folder), 'latest');
  rmSync(latest, { force: true });
  symlinkSync(path.basename(folder), latest);
  return results;
}
