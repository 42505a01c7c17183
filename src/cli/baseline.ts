import path from 'node:path';
import type { Browser } from '../browser/find.ts';
import { type Comparable, incomparabilities } from '../core/comparable.ts';
import { HarnessError } from '../core/errors.ts';
import { describeEnvironment } from '../measure/environment.ts';
import { readResults } from '../measure/read-results.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { metricDefinitions } from '../metrics/index.ts';
import { datasetName, type Ground } from '../targets/reference-chat/index.ts';

export interface BaselineFlags {
  baseline?: string;
  maxRegression: number;
  force?: true;
}

/**
 * The baseline that a run of the reference chat is judged against.
 *
 * @param options of the coming run, those that the results will keep
 * @throws HarnessError before anything is measured, when it cannot be read or does not compare
 */
export async function baselineOf(
  { baseline: label, maxRegression, force }: BaselineFlags,
  options: Record<string, unknown>,
  { browser, ground }: { browser: Browser; ground: Ground },
): Promise<RunOptions['baseline']> {
  if (label === undefined) return null;
  const earlier = readResults(label);
  const dataset = datasetName(ground.dataset);
  const coming: Comparable = {
    environment: {
      ...(await describeEnvironment({ browser })),
      target: earlier.environment.target,
    },
    metrics: metricDefinitions,
    cells: earlier.cells.map((cell) => ({ ...cell, dataset: cell.dataset === null ? null : dataset })),
    options,
  };
  const forced = comparableOrForced(earlier, coming, force === true);
  return { file: path.resolve(label), label, maxRegression, forced };
}

/** The differences that are overruled. @throws HarnessError with each of them when they are not */
export function comparableOrForced(baseline: Comparable, candidate: Comparable, force: boolean): string[] {
  const differences = incomparabilities(baseline, candidate);
  if (differences.length === 0 || force) return differences;
  throw new HarnessError(
    'NOT_COMPARABLE',
    `The two runs cannot be compared:\n${differences.map((each) => `    ${each}`).join('\n')}`,
    'Measure both on one machine with one data set, or overrule it with --force.',
  );
}
