import '../core/disposable-stack.ts';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from '../browser/find.ts';
import { causeText, HarnessError } from '../core/errors.ts';
import type { Results } from '../core/results/results.ts';
import { calibrateDevices } from '../measure/host/calibrate-device.ts';
import { readReference } from '../measure/host/reference.ts';
import { ReferenceReadings } from '../measure/host/reference-readings.ts';
import { Bench } from '../measure/iteration/bench.ts';
import { type BegunRun, beginRun } from '../measure/journal/begin-run.ts';
import type { RunContext } from '../measure/run-context.ts';
import { devicesOf, type Profile } from '../profiles/profile.ts';
import { dashboardName, writeReport } from '../reporters/write-report.ts';
import { stateFolder } from './folders.ts';
import { isInterruption, onInterrupt } from './interrupt.ts';
import { claimRunFolder } from './run-folder.ts';

export interface LiveRunOptions {
  browser: Browser;
  target: Results['environment']['target'];
  /** As results.json keeps them. */
  options: Record<string, unknown>;
  profile: Profile;
  /** Hosts beyond loopback that the measured page may talk to. */
  allowHosts: readonly string[];
  ownRoots: readonly number[];
  /** Tells of each iteration before it begins. */
  progress: (title: string) => void;
}

/** A run that measures in this process: a run context with a run's folder that has been begun. */
export interface LiveRun extends AsyncDisposable {
  folder: string;
  runContext: RunContext;
  /** Measures, ends the journal and writes the reports; what was measured is kept whatever happens. */
  complete: (measure: () => Promise<unknown>) => Promise<Completed>;
}

export interface Completed {
  results: Results;
  /** What ended it early, such as an interrupt; undefined when nothing did. */
  trouble: unknown;
}

/** Opens browser, shaper and journal, and begins the run; from then on an interrupt ends it, and keeps it. */
export async function openLiveRun(options: LiveRunOptions): Promise<LiveRun> {
  const wanted = devicesOf([options.profile]);
  const devices = await calibrateDevices(options.browser, wanted, stateFolder());
  const { id, folder } = claimRunFolder(undefined);
  const begun = await beginRun(folder, { ...options, id, devices });
  await using stack = new AsyncDisposableStack();
  const bench = stack.use(
    await Bench.open(options.browser, { allowHosts: options.allowHosts, endsWithSignals: false, devices }),
  );
  const { signal } = stack.use(onInterrupt(() => bench.close()));
  const step: RunContext['step'] = (title, body) => {
    options.progress(title);
    return body();
  };
  const reference = new ReferenceReadings(begun.journal, () => readReference(bench, options.ownRoots));
  const kept = stack.move();
  return {
    folder,
    runContext: { ...begun, bench, ownRoots: options.ownRoots, reference, interrupted: signal, step },
    complete: (measure) => complete(begun, measure),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function complete({ journal }: BegunRun, measure: () => Promise<unknown>): Promise<Completed> {
  let trouble: unknown;
  try {
    await measure();
    journal.append({ type: 'end', atMs: Date.now() });
  } catch (cause) {
    trouble = cause;
    // An interrupt is no error: the run is cut short, and its cells say so.
    if (!isInterruption(cause))
      journal.append({ type: 'error', atMs: Date.now(), message: causeText(cause) });
  }
  return { results: writeReport(journal.folder), trouble };
}

/**
 * The results of a comparison, which half a run cannot give.
 *
 * @throws HarnessError `RUN_ENDED_EARLY`, or `INTERRUPTED` by the user
 */
export function decidable({ results, trouble }: Completed, folder: string): Results {
  if (trouble === undefined) return results;
  const kept = results.cells.map(({ arm, iterations }) => {
    const valid = iterations.filter(({ status }) => status === 'valid').length;
    return `${arm} ${valid} of ${iterations.length} iterations valid`;
  });
  throw new HarnessError(
    isInterruption(trouble) ? 'INTERRUPTED' : 'RUN_ENDED_EARLY',
    `${causeText(trouble)}\n  Kept: ${kept.join(', ') || 'nothing'}.`,
    `Nothing was decided; what was measured is in ${path.relative('.', folder)}.`,
    { cause: trouble },
  );
}

/**
 * Says where the results are, and copies them where --json names a file.
 *
 * @throws HarnessError `JSON_NOT_WRITTEN`
 */
export function keepResults(folder: string, json: string | undefined, say: (line: string) => void): void {
  const file = path.join(folder, 'results.json');
  try {
    if (json !== undefined) copyFileSync(file, json);
  } catch (cause) {
    throw new HarnessError(
      'JSON_NOT_WRITTEN',
      `The results could not be written to ${json}: ${causeText(cause)}.`,
      `They are in ${folder}.`,
    );
  }
  say(`Results: ${path.relative('.', path.join(folder, dashboardName))}`);
}
