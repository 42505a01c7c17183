import { copyFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from '../browser/find.ts';
import { monotonicUs } from '../core/clock.ts';
import { causeText, HarnessError } from '../core/errors.ts';
import type { Results } from '../core/results.ts';
import { Bench } from '../measure/bench.ts';
import { describeEnvironment } from '../measure/environment.ts';
import type { Laboratory } from '../measure/experiment.ts';
import { Journal } from '../measure/journal-file.ts';
import { metricDefinitions } from '../metrics/index.ts';
import { writeReport } from '../reporters/write-report.ts';
import { claimRunFolder } from './run-folder.ts';
import { project } from './set-up.ts';

export interface LiveRunOptions {
  browser: Browser;
  target: { id: string; database: string | null };
  /** As results.json keeps them. */
  options: Record<string, unknown>;
  /** Hosts beyond loopback that the measured page may talk to. */
  allowHosts: readonly string[];
  ownRoots: readonly number[];
  /** Tells of each iteration before it begins. */
  progress: (title: string) => void;
}

/** A run that measures in this process: a laboratory with a run's folder that has been begun. */
export interface LiveRun extends AsyncDisposable {
  laboratory: Laboratory;
  /** Measures, ends the journal and writes the reports; what was measured is kept when it throws. */
  complete: (measure: () => Promise<unknown>) => Promise<Results>;
}

/** Opens browser, shaper and journal, and begins the run. */
export async function openLiveRun(options: LiveRunOptions): Promise<LiveRun> {
  const { id, folder } = claimRunFolder(undefined);
  const journal = new Journal(folder);
  const startedUs = monotonicUs();
  journal.append({
    type: 'run',
    id,
    startedAtMs: Date.now(),
    startedUs,
    environment: { ...(await describeEnvironment(options)), target: options.target },
    options: options.options,
    metrics: metricDefinitions,
  });
  const bench = await Bench.open(options.browser, options.allowHosts);
  const step: Laboratory['step'] = (title, body) => {
    options.progress(title);
    return body();
  };
  return {
    laboratory: { bench, journal, startedUs, ownRoots: options.ownRoots, step },
    complete: (measure) => complete(journal, measure),
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

async function complete(journal: Journal, measure: () => Promise<unknown>): Promise<Results> {
  try {
    await measure();
    journal.append({ type: 'end', atMs: Date.now() });
  } catch (cause) {
    journal.append({ type: 'error', atMs: Date.now(), message: causeText(cause) });
    throw endedEarly(writeReport(journal.folder), journal.folder, cause);
  }
  return writeReport(journal.folder);
}

function endedEarly({ cells }: Results, folder: string, cause: unknown): HarnessError {
  const kept = cells.map(({ arm, iterations }) => {
    const valid = iterations.filter(({ status }) => status === 'valid').length;
    return `${arm} ${valid} of ${iterations.length} iterations valid`;
  });
  return new HarnessError(
    'RUN_ENDED_EARLY',
    `${causeText(cause)}\n  Kept: ${kept.join(', ') || 'nothing'}.`,
    `Nothing was decided; what was measured is in ${path.relative('.', folder)}.`,
    { cause },
  );
}

/** Says where the results are, and copies them where they were asked for. */
export function keepResults(results: Results, json: string | undefined, say: (line: string) => void): void {
  const folder = path.join(project, 'reports', results.id);
  if (json !== undefined) copyFileSync(path.join(folder, 'results.json'), json);
  say(`Results: ${path.relative('.', folder)}`);
}
