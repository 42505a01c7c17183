import type { Command } from 'commander';
import type { BackscrollConfig } from '../config/config.ts';
import { exitCode } from '../core/errors.ts';
import { exitCodeOf } from '../core/judging/exit-code.ts';
import { stabilityOf } from '../core/judging/stability.ts';
import type { Results } from '../core/results/results.ts';
import { runExperiment } from '../measure/experiment.ts';
import { restNotes } from '../reporters/rest.ts';
import { stabilityNotes, stabilityTable } from '../reporters/stability.ts';
import { terminalTable, wrap } from '../reporters/terminal/terminal-table.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import type { VisitTarget } from '../targets/page.ts';
import { publicAddress } from '../targets/page.ts';
import { decidable, keepResults, openLiveRun } from './live-run.ts';
import { addConfig, count } from './options.ts';
import { ownProcesses } from './own-process.ts';
import { awaitQuietHostLogged } from './quiet-host.ts';
import { ensureBrowserLogged } from './set-up.ts';
import { guarded, Logger, screen } from './terminal.ts';
import {
  addVisitOptions,
  publicVisitFlags,
  type VisitFlags,
  visitProfileOf,
  visitScenarioOf,
  visitTargetOf,
} from './visit-options.ts';

interface StabilityFlags extends VisitFlags {
  iterations: number;
  json?: string;
}

export function addStability(program: Command, _target: LoadedTarget, config: BackscrollConfig): void {
  const command = program
    .command('stability')
    .summary('say how small a change this machine can tell, by measuring one page against itself')
    .description(
      'Measures one page as two sides, in turn and shuffled: whatever differs is noise. Without an address it measures a steady page of its own, so that all noise is the machine’s.',
    )
    .argument('[url]', 'http or https')
    .option('--iterations <n>', 'valid iterations of each side', count, 10);
  addConfig(addVisitOptions(command, config))
    .option('--json <file>', 'also write the results there')
    .addHelpText(
      'after',
      `
Examples:
  backscroll stability
  backscroll stability http://localhost:3000 --network none --cpu 1

Exit codes: 0 the two sides do not differ, 1 they do, 2 could not run, 3 invalid.`,
    )
    .action((url: string | undefined, flags: StabilityFlags) => guarded(() => stability(url, flags)));
}

async function stability(url: string | undefined, flags: StabilityFlags): Promise<number> {
  const profile = visitProfileOf(flags);
  const given = url === undefined ? undefined : await visitTargetOf(url, flags);
  const ownRoots = ownProcesses(flags);
  const logger = new Logger();
  const browser = await ensureBrowserLogged(logger, flags.hostFonts);
  await awaitQuietHostLogged(logger, ownRoots);
  await using run = await openLiveRun({
    browser,
    profile,
    target: { id: 'page', database: null },
    options: {
      command: 'stability',
      ...publicVisitFlags(flags),
      url: given === undefined ? null : publicAddress(given.url),
    },
    allowHosts: ['*'],
    ownRoots,
    progress: (title) => logger.progress(title),
  });
  const target = given ?? (await visitTargetOf(`${run.runContext.bench.probeHost.url}/feed`, flags));
  const completed = await run.complete(() =>
    runExperiment<VisitTarget>(run.runContext, {
      scenario: visitScenarioOf(flags),
      profile,
      arms: ['a', 'b'].map((id) => ({ id, target, traffic: undefined })),
      counts: { timing: flags.iterations, memory: flags.iterations },
      budgets: [],
      seed: 1,
      warmUp: true,
    }),
  );
  const code = printed(decidable(completed, run.folder));
  keepResults(run.folder, flags.json, (line) => logger.say(line));
  return code;
}

/** Prints the table and returns the exit code. */
function printed(results: Results): number {
  const [a, b] = results.cells;
  if (a === undefined || b === undefined) return exitCode.couldNotRun;
  const rows = stabilityOf(a, b, results.metrics);
  const { columns } = screen();
  const notes = [
    ...stabilityNotes(rows),
    ...restNotes([a, b]),
    ...[a, b].flatMap(({ arm, invalid }) => (invalid === null ? [] : [`${arm} is invalid: ${invalid}`])),
  ];
  process.stdout.write(
    `${[...terminalTable(stabilityTable(rows), columns), '', ...notes.map((note) => wrap(note, columns))].join('\n')}\n`,
  );
  if (rows.length === 0 || a.invalid !== null || b.invalid !== null) return exitCode.invalid;
  return rows.some(({ differs }) => differs) ? exitCode.missed : exitCodeOf(results);
}
