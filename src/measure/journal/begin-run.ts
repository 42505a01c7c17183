import type { Browser } from '../../browser/find.ts';
import { monotonicUs } from '../../core/clock.ts';
import type { DeviceCalibration } from '../../core/results/device-calibration.ts';
import type { Results } from '../../core/results/results.ts';
import { metricDefinitions } from '../../metrics/index.ts';
import { describeEnvironment } from '../host/environment.ts';
import { Journal } from './journal-file.ts';

/** Subject of a run, in the terms of results.json. */
export interface RunSubject {
  id: string;
  browser: Browser;
  target: Results['environment']['target'];
  /** Calibrations of the devices of its profiles. */
  devices?: readonly DeviceCalibration[];
  /** Without secrets: they are kept and shown. */
  options: Record<string, unknown>;
}

/** A journal that is ready for measurements. */
export interface BegunRun {
  journal: Journal;
  /** Start of the run on the host's monotonic clock. */
  startedUs: number;
}

/**
 * Begins the journal of a run in a folder and records the environment. Continues an existing journal, because
 * a process that replaces a failed one continues the same run. A new journal starts the browser once, about
 * 2 s.
 *
 * @throws HarnessError `JOURNAL_NOT_WRITTEN`, `JOURNAL_UNREADABLE`
 */
export async function beginRun(
  folder: string,
  { id, browser, target, options, devices = [] }: RunSubject,
): Promise<BegunRun> {
  const journal = new Journal(folder);
  const begun = journal.records().find((record) => record.type === 'run');
  if (begun !== undefined) return { journal, startedUs: begun.startedUs };
  const startedUs = monotonicUs();
  journal.append({
    type: 'run',
    id,
    startedAtMs: Date.now(),
    startedUs,
    environment: {
      ...(await describeEnvironment({ browser })),
      target,
      ...(devices.length === 0 ? {} : { devices: [...devices] }),
    },
    options,
    metrics: metricDefinitions,
  });
  return { journal, startedUs };
}
