import { existsSync, mkdirSync, readdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { exitCode, HarnessError } from '../core/errors.ts';
import { plural } from '../core/format.ts';
import { trendGroups } from '../core/judging/trends.ts';
import { type Kept, keepRun } from '../database/history/keep.ts';
import { type History, openHistory } from '../database/history/open.ts';
import { listRuns, loadHistory } from '../database/history/trends.ts';
import { readResults } from '../measure/journal/read-results.ts';
import { trendsHtml } from '../reporters/html/trends.ts';
import { historyTable } from '../reporters/terminal/history-table.ts';
import { trendsInWords } from '../reporters/trend-words.ts';
import { stateFolder } from './folders.ts';
import { guarded, Logger } from './terminal.ts';

export function addHistory(program: Command): void {
  const history = program
    .command('history')
    .summary('keep runs in PostgreSQL, and see how figures change over them')
    .description(
      'Keeps runs in the database that BACKSCROLL_HISTORY_URL names, or in the embedded PostgreSQL of .backscroll.',
    );
  history
    .command('import')
    .summary('keep runs that were measured before; what is known stays as it is')
    .argument('<paths...>', 'results.json files, folders of runs, or folders of such folders')
    .addHelpText(
      'after',
      '\nExamples:\n  backscroll history import reports\n  backscroll history import run.json',
    )
    .action((paths: string[]) => guarded(() => importRuns(paths)));
  history
    .command('list')
    .summary('all runs that are kept')
    .action(() => guarded(list));
  history
    .command('trends')
    .summary('draw every metric over the runs, and mark where its level changed')
    .option('--out <file>', 'the page to write', path.join('reports', 'trends.html'))
    .addHelpText('after', '\nExample:\n  backscroll history trends --out trends.html')
    .action(({ out }: { out: string }) => guarded(() => trends(out)));
}

function open(): Promise<History> {
  return openHistory({
    url: process.env.BACKSCROLL_HISTORY_URL,
    directory: stateFolder(),
    onProgress: (text) => process.stderr.write(`${text}\n`),
  });
}

/** Keeps what can be kept; what cannot is said, and makes the whole end with 2. */
async function importRuns(paths: readonly string[]): Promise<number> {
  const files = resultFiles(paths);
  await using history = await open();
  const logger = new Logger();
  const outcomes = new Map<Kept | 'refused', number>();
  for (const file of files) {
    const outcome = await importRun(history, file, logger);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  const counts = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`);
  logger.say(`${plural(files.length, 'run')}: ${counts.join(', ')}.`);
  return outcomes.has('refused') ? exitCode.couldNotRun : exitCode.good;
}

async function importRun(history: History, file: string, logger: Logger): Promise<Kept | 'refused'> {
  try {
    const results = readResults(file);
    const outcome = await keepRun(history.client, results);
    logger.say(`${outcome.padEnd(9)} ${results.id}${results.complete ? '' : ' (cut short)'}`);
    return outcome;
  } catch (cause) {
    if (!(cause instanceof HarnessError)) throw cause;
    logger.say(`refused   ${file}: ${cause.message}`);
    return 'refused';
  }
}

/** The results.json files below the given paths, each once: `latest` is a link to another folder. */
export function resultFiles(paths: readonly string[]): string[] {
  const files = paths.flatMap((given) => {
    if (!existsSync(given)) throw missing(`${given} does not exist.`);
    if (!statSync(given).isDirectory()) return [given];
    const folders = [given, ...readdirSync(given).map((name) => path.join(given, name))];
    const found = folders
      .map((folder) => path.join(folder, 'results.json'))
      .filter((file) => existsSync(file));
    if (found.length === 0) throw missing(`Neither ${given} nor a folder in it holds a results.json.`);
    return found;
  });
  return [...new Set(files.map((file) => realpathSync(file)))].sort();
}

function missing(message: string): HarnessError {
  return new HarnessError(
    'RESULTS_MISSING',
    message,
    'Give results.json files, or folders of runs such as reports.',
  );
}

async function list(): Promise<number> {
  await using history = await open();
  process.stdout.write(historyTable(await listRuns(history.client), process.stdout.columns ?? 160));
  return 0;
}

async function trends(out: string): Promise<number> {
  await using history = await open();
  const kept = await loadHistory(history.client);
  if (kept.runs.length === 0) {
    throw new HarnessError(
      'HISTORY_EMPTY',
      'The history holds no run.',
      'Keep some with "backscroll history import reports", or measure with "backscroll run --history".',
    );
  }
  const groups = trendGroups(kept);
  process.stdout.write(`${trendsInWords(groups).join('\n')}\n`);
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, trendsHtml(groups));
  process.stderr.write(`Trends of ${plural(kept.runs.length, 'run')}: ${out}\n`);
  return 0;
}
