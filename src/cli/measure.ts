import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { BackscrollConfig } from '../config/config.ts';
import { exitCodeOf } from '../core/judging/exit-code.ts';
import type { Results } from '../core/results/results.ts';
import { runExperiment } from '../measure/experiment.ts';
import type { IterationCounts } from '../measure/order.ts';
import { cellTable } from '../reporters/terminal/terminal.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import { publicAddress } from '../targets/page.ts';
import { keepResults, openLiveRun } from './live-run.ts';
import { addConfig, count } from './options.ts';
import { ownProcesses } from './own-process.ts';
import { awaitQuietHostLogged } from './quiet-host.ts';
import { ensureBrowserLogged } from './set-up.ts';
import { guarded, Logger } from './terminal.ts';
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
  repeat?: number;
}

/** Memory differs little from visit to visit, so few of them tell. */
const mostMemoryIterations = 4;

export function addMeasure(program: Command, _target: LoadedTarget, config: BackscrollConfig): void {
  const command = program
    .command('measure')
    .summary('load, use and scroll any page, and print what it cost')
    .description(
      'Loads a page in a real browser behind a shaped network and a slowed CPU, clicks and types what it is told to, scrolls by a paced gesture, and prints one table. It needs no chat and no database. Selectors are those of Playwright: they see into open shadow roots, and "iframe >>> inner" goes into a frame of any origin.',
    )
    .argument('<url>', 'http or https')
    .option('--iterations <n>', 'valid iterations; below 6 there is no 95 % interval', count, 6);
  addConfig(addVisitOptions(command, config))
    .option(
      '--repeat <k>',
      'repeat --click and --type, or else the scrolling, k times, and say whether it leaks; not with --act',
      count,
    )
    .option('--report', 'also make traces and a filmstrip, for people')
    .option('--json <file>', 'also write the results there; "-" writes them, and nothing else, to the output')
    .addHelpText(
      'after',
      `
Examples:
  backscroll measure https://example.com
  backscroll measure http://localhost:3000 --network none --cpu 1 --scroll "#messages" --distance start
  backscroll measure https://chat.test/c/1 --login "goto /login; fill #user = ada; fill #password = $PASSWORD; click text=Log in; wait #feed"
  backscroll measure https://chat.test/c/1 --click "button.reply" --type "textarea=Hello" --report
  backscroll measure https://chat.test/c/1 --click "button.open" --click "button.close" --repeat 7`,
    )
    .action((url: string, flags: MeasureFlags) => guarded(() => measure(url, flags)));
}

async function measure(url: string, flags: MeasureFlags): Promise<number> {
  const target = await visitTargetOf(url, flags);
  const profile = visitProfileOf(flags);
  const scenario = visitScenarioOf(
    flags,
    { url: publicAddress(target.url) },
    { recorded: flags.report === true, repeat: flags.repeat },
  );
  const ownRoots = ownProcesses(flags);
  const logger = new Logger();
  const browser = await ensureBrowserLogged(logger, flags.hostFonts);
  await awaitQuietHostLogged(logger, ownRoots);
  await using run = await openLiveRun({
    browser,
    profile,
    target: { id: target.id, database: null },
    options: publicVisitFlags(flags),
    // A page draws on whatever hosts it likes; this is one reader's visit, not load.
    allowHosts: ['*'],
    ownRoots,
    progress: (title) => logger.progress(title),
  });
  const { results, trouble } = await run.complete(() =>
    runExperiment(run.runContext, {
      scenario,
      profile,
      arms: [{ id: 'default', target, traffic: undefined }],
      counts: countsOf(flags),
      budgets: [],
      seed: 1,
    }),
  );
  await present(results, run.folder, flags, logger);
  if (trouble !== undefined) throw trouble;
  return exitCodeOf(results);
}

function countsOf({ iterations, report }: MeasureFlags): IterationCounts {
  return {
    recorded: report === true ? 1 : 0,
    timing: iterations,
    memory: Math.min(iterations, mostMemoryIterations),
  };
}

async function present(results: Results, folder: string, flags: MeasureFlags, logger: Logger): Promise<void> {
  const [cell] = results.cells;
  const alone = flags.json === '-';
  if (cell !== undefined) {
    const stream = alone ? process.stderr : process.stdout;
    const options = {
      columns: stream.columns ?? 120,
      color: stream.isTTY && process.env.NO_COLOR === undefined,
    };
    stream.write(`${cellTable(cell, results, options)}\n`);
  }
  if (alone) process.stdout.write(await readFile(path.join(folder, 'results.json'), 'utf8'));
  keepResults(folder, alone ? undefined : flags.json, (line) => logger.say(line));
}
