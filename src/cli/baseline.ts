import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from '../browser/find.ts';
import { HarnessError } from '../core/errors.ts';
import { compareMachines, machineDuring, machineOf } from '../core/judging/machines.ts';
import { type Comparable, incomparabilities } from '../core/results/comparable.ts';
import { hardwareOf } from '../core/results/machine-figures.ts';
import type { Results } from '../core/results/results.ts';
import { openHistory } from '../database/history/open.ts';
import { loadLatest, loadRun } from '../database/history/read.ts';
import { describeEnvironment, type HostEnvironment } from '../measure/host/environment.ts';
import { referenceVersion } from '../measure/host/reference.ts';
import { readResults } from '../measure/journal/read-results.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { metricDefinitions } from '../metrics/index.ts';
import type { Prepared } from '../targets/definition.ts';

export interface BaselineFlags {
  baseline?: string;
  maxRegression: number;
  force?: true;
}

/** The run that is about to be measured. */
interface Coming {
  /** Those that the results will keep. */
  options: Record<string, unknown>;
  browser: Browser;
  /** What its target has made ready. */
  prepared: Pick<Prepared<unknown>, 'dataset' | 'historyUrl'>;
  /** Our working directory, `.backscroll`. */
  directory: string;
}

/**
 * The baseline that a run of the target is judged against: a file, a folder of a run, or a run of the
 * history, by its id or as `latest`.
 *
 * @throws HarnessError before anything is measured, when it cannot be read or does not compare
 */
export async function baselineOf(
  { baseline: label, maxRegression, force }: BaselineFlags,
  coming: Coming,
): Promise<RunOptions['baseline']> {
  if (label === undefined) return null;
  const environment = await describeEnvironment({ browser: coming.browser });
  const kept = isOfHistory(label) ? await fromHistory(label, coming, environment) : undefined;
  const earlier = kept?.results ?? readResults(label);
  const forced = comparableOrForced(earlier, comparableTo(earlier, coming, environment), force === true);
  const doubt = doubtOfMachine(earlier, environment, maxRegression);
  if (doubt !== undefined) process.stderr.write(`${doubt}\n`);
  return { file: kept?.file ?? path.resolve(label), label, maxRegression, forced };
}

/** What is known before measuring of the machine of the baseline and that of the coming run; undefined when nothing is. */
function doubtOfMachine(
  earlier: Results,
  environment: HostEnvironment,
  smallestEffect: number,
): string | undefined {
  const before = machineDuring(machineOf(earlier), undefined, smallestEffect);
  // As if it read the same: what it will read is not known yet.
  const figuresMs = before?.figuresMs ?? [1];
  const hardware = hardwareOf({ ...environment, target: earlier.environment.target });
  const { status, message } = compareMachines(
    before,
    { version: referenceVersion, figuresMs, hardware },
    smallestEffect,
  );
  const isOther = status === 'changed' && before?.hardware !== hardware;
  return status === 'unknown' || isOther ? message : undefined;
}

/** A path that is there is meant as such. */
function isOfHistory(label: string): boolean {
  return (label === 'latest' || /^\d{8}T\d{6}Z/.test(label)) && !existsSync(label);
}

/** @returns the run, and where its results are for the workers that judge */
async function fromHistory(
  label: string,
  coming: Coming,
  environment: HostEnvironment,
): Promise<{ results: Results; file: string }> {
  const { directory, prepared } = coming;
  await using history = await openHistory({
    url: process.env.BACKSCROLL_HISTORY_URL,
    embeddedUrl: prepared.historyUrl,
    directory,
  });
  const compares = (run: Results): boolean =>
    incomparabilities(run, comparableTo(run, coming, environment)).length === 0;
  const results = await (label === 'latest'
    ? loadLatest(history.client, environment.fingerprint, compares)
    : loadRun(history.client, label));
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `baseline-${results.id}.json`);
  writeFileSync(file, JSON.stringify(results));
  return { results, file };
}

/** What the coming run will be like where it measures the cells of an earlier one. */
function comparableTo(
  earlier: Results,
  { options, prepared }: Coming,
  environment: HostEnvironment,
): Comparable {
  const dataset = prepared.dataset ?? null;
  return {
    environment: { ...environment, target: earlier.environment.target },
    metrics: metricDefinitions,
    cells: earlier.cells.map((cell) => ({ ...cell, dataset: cell.dataset === null ? null : dataset })),
    options,
    // It will have readings, whatever they are.
    reference: { version: referenceVersion, readings: [] },
  };
}

/** The differences that are overruled. @throws HarnessError with each of them when they are not */
export function comparableOrForced(baseline: Comparable, candidate: Comparable, force: boolean): string[] {
  const differences = incomparabilities(baseline, candidate);
  if (differences.length === 0 || force) return differences;
  throw new HarnessError(
    'NOT_COMPARABLE',
    `The two runs cannot be compared:\n${differences.map((each) => `    ${each}`).join('\n')}`,
    'Measure both with one browser and one data set, or overrule it with --force.',
  );
}
