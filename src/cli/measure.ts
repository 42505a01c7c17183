import { copyFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { monotonicUs } from '../core/clock.ts';
import { causeText, exitCode, HarnessError } from '../core/errors.ts';
import { exitCodeOf } from '../core/exit-code.ts';
import type { Results } from '../core/results.ts';
import { Bench } from '../measure/bench.ts';
import { describeEnvironment } from '../measure/environment.ts';
import { runExperiment } from '../measure/experiment.ts';
import { Journal } from '../measure/journal-file.ts';
import { metricDefinitions } from '../metrics/index.ts';
import type { Profile } from '../profiles/profile.ts';
import { cellHtml } from '../reporters/cell-document.ts';
import { cellTable } from '../reporters/terminal.ts';
import { writeReport } from '../reporters/write-report.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { publicAddress, type VisitTarget } from '../targets/page.ts';
import { onInterrupt } from './interrupt.ts';
import { count } from './options.ts';
import { awaitQuietHostAloud } from './quiet-host.ts';
import { claimRunFolder } from './run-folder.ts';
import { ensureBrowserAloud } from './set-up.ts';
import { guarded, Voice } from './terminal.ts';
import {
  addVisitOptions,
  publicVisitFlags,
  type VisitFlags,
  visitProfileOf,
  visitScenarioOf,
  visitTargetOf,
} from './visit-options.ts';

interface MeasureFlags extends VisitFlags {
  iterations: number;
  json?: string;
  report?: true;
}

/** Memory differs little from visit to visit, so few of them tell. */
const mostMemoryIterations = 4;

export function addMeasure(program: Command): void {
  const command = program
    .command('measure')
    .summary('load, use and scroll any page, and print what it cost')
    .description(
      'Loads a page in a real browser behind a shaped network and a slowed CPU, clicks and types what it is told to, scrolls by a paced gesture, and prints one table. It needs no chat and no database. Selectors are those of Playwright: they see into open shadow roots, and "iframe >>> inner" goes into a frame of any origin.',
    )
    .argument('<url>', 'http or https')
    .option('--iterations <n>', 'valid iterations; below 6 there is no 95 % interval', count, 6);
  addVisitOptions(command)
    .option('--report', 'also make traces, a filmstrip and a page, index.html, for people')
    .option('--json <file>', 'also write the results there; "-" writes them, and nothing else, to the output')
    .addHelpText(
      'after',
      `
Examples:
  backscroll measure https://example.com
  backscroll measure http://localhost:3000 --network none --cpu 1 --scroll "#messages" --distance start
  backscroll measure https://chat.test/c/1 --login "goto /login; fill #user = ada; fill #password = $PASSWORD; click text=Log in; wait #feed"
  backscroll measure https://chat.test/c/1 --click "button.reply" --type "textarea=Hello" --report`,
    )
    .action((url: string, flags: MeasureFlags) => guarded(() => measure(url, flags)));
}

async function measure(url: string, flags: MeasureFlags): Promise<number> {
  const target = await visitTargetOf(url, flags);
  const profile = visitProfileOf(flags);
  const scenario = visitScenarioOf(
    flags,
    { url: publicAddress(target.url) },
    { recorded: flags.report === true },
  );
  const voice = new Voice();
  const browser = await ensureBrowserAloud(voice);
  await awaitQuietHostAloud(voice);
  const { id, folder } = claimRunFolder(undefined);
  const journal = new Journal(folder);
  const startedUs = monotonicUs();
  journal.append({
    type: 'run',
    id,
    startedAtMs: Date.now(),
    startedUs,
    environment: { ...(await describeEnvironment({ browser })), target: { id: target.id, database: null } },
    options: publicVisitFlags(flags),
    metrics: metricDefinitions,
  });
  // A page draws on whatever hosts it likes; this is one reader's visit, not load.
  await using bench = await Bench.open(browser, ['*'], false);
  const trouble = await conduct({ bench, journal, startedUs, voice }, { target, scenario, profile }, flags);
  const results = writeReport(journal.folder);
  await present(results, journal.folder, flags, voice);
  if (trouble === undefined) return exitCodeOf(results);
  if (trouble instanceof HarnessError && trouble.code === 'INTERRUPTED') return exitCode.interrupted;
  throw trouble;
}

/** Measures, and keeps what was measured whatever happens. @returns what ended it early */
async function conduct(
  { bench, journal, startedUs, voice }: { bench: Bench; journal: Journal; startedUs: number; voice: Voice },
  {
    target,
    scenario,
    profile,
  }: { target: VisitTarget; scenario: Scenario<VisitTarget, void>; profile: Profile },
  { iterations, report }: MeasureFlags,
): Promise<unknown> {
  using interrupt = onInterrupt(() => bench.close());
  const laboratory = {
    bench,
    journal,
    startedUs,
    ownRoots: [],
    interrupted: interrupt.signal,
    step: (title: string, body: () => Promise<void>) => {
      voice.progress(title);
      return body();
    },
  };
  try {
    await runExperiment(laboratory, {
      scenario,
      profile,
      arms: [{ id: 'default', target, traffic: undefined }],
      counts: {
        recorded: report === true ? 1 : 0,
        timing: iterations,
        memory: Math.min(iterations, mostMemoryIterations),
      },
      budgets: [],
      seed: 1,
    });
    journal.append({ type: 'end', atMs: Date.now() });
    return undefined;
  } catch (cause) {
    return cause;
  }
}

async function present(results: Results, folder: string, flags: MeasureFlags, voice: Voice): Promise<void> {
  const [cell] = results.cells;
  const alone = flags.json === '-';
  if (cell !== undefined) {
    const stream = alone ? process.stderr : process.stdout;
    const options = {
      columns: stream.columns ?? 120,
      color: stream.isTTY && process.env.NO_COLOR === undefined,
    };
    stream.write(`${cellTable(cell, results, options)}\n`);
    if (flags.report === true) {
      writeFileSync(path.join(folder, 'index.html'), cellHtml(cell, results, { besideFiles: true }));
    }
  }
  if (alone) process.stdout.write(await readFile(path.join(folder, 'results.json'), 'utf8'));
  else if (flags.json !== undefined) keep(folder, flags.json);
  const page = flags.report === true ? 'index.html' : '';
  voice.say(`Results: ${path.join(path.relative('.', folder), page)}`);
}

/** @throws HarnessError `JSON_NOT_WRITTEN` */
function keep(folder: string, file: string): void {
  try {
    copyFileSync(path.join(folder, 'results.json'), file);
  } catch (cause) {
    throw new HarnessError(
      'JSON_NOT_WRITTEN',
      `The results could not be written to ${file}: ${causeText(cause)}.`,
      `They are in ${folder}.`,
    );
  }
}
