import { copyFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { monotonicUs } from '../core/clock.ts';
import { exitCodeOf } from '../core/exit-code.ts';
import { Bench } from '../measure/bench.ts';
import { describeEnvironment } from '../measure/environment.ts';
import { runExperiment } from '../measure/experiment.ts';
import { Journal } from '../measure/journal-file.ts';
import { newRunId } from '../measure/run-options.ts';
import { metricDefinitions } from '../metrics/index.ts';
import { cellTable } from '../reporters/terminal.ts';
import { writeReport } from '../reporters/write-report.ts';
import { publicAddress } from '../scenarios/visit-page.ts';
import { count } from './options.ts';
import { ensureBrowserAloud, project } from './set-up.ts';
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
}

export function addMeasure(program: Command): void {
  const command = program
    .command('measure')
    .summary('load and scroll any page, and print what it cost')
    .description(
      'Loads a page in a real browser behind a shaped network and a slowed CPU, scrolls it by a paced gesture, and prints one table. It needs no chat and no database.',
    )
    .argument('<url>', 'http or https')
    .option('--iterations <n>', 'valid iterations; below 6 there is no 95 % interval', count, 6);
  addVisitOptions(command)
    .option('--json <file>', 'also write the results there')
    .addHelpText(
      'after',
      `
Examples:
  backscroll measure https://example.com
  backscroll measure http://localhost:3000 --network none --cpu 1 --scroll "#messages"`,
    )
    .action((url: string, flags: MeasureFlags) => guarded(() => measure(url, flags)));
}

async function measure(url: string, flags: MeasureFlags): Promise<number> {
  const target = await visitTargetOf(url, flags);
  const profile = visitProfileOf(flags);
  const voice = new Voice();
  const browser = await ensureBrowserAloud(voice);
  const id = newRunId(new Date());
  const journal = new Journal(path.resolve(project, 'reports', id));
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
  await using bench = await Bench.open(browser, ['*']);
  await runExperiment(
    {
      bench,
      journal,
      startedUs,
      ownRoots: [],
      step: (title, body) => {
        voice.progress(title);
        return body();
      },
    },
    {
      scenario: visitScenarioOf(flags, { url: publicAddress(target.url) }),
      profile,
      arms: [{ id: 'default', target, traffic: undefined }],
      counts: { timing: flags.iterations, memory: Math.min(flags.iterations, 4) },
      budgets: [],
      seed: 1,
    },
  );
  journal.append({ type: 'end', atMs: Date.now() });
  const results = writeReport(journal.folder);
  const [cell] = results.cells;
  if (cell !== undefined) process.stdout.write(`${cellTable(cell, results, columns())}\n`);
  if (flags.json !== undefined) copyFileSync(path.join(journal.folder, 'results.json'), flags.json);
  voice.say(`Results: ${path.relative('.', journal.folder)}`);
  return exitCodeOf(results);
}

function columns(): { columns: number; color: boolean } {
  return { columns: process.stdout.columns ?? 120, color: process.stdout.isTTY };
}
