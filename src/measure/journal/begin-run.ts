import type { Browser } from '../../browser/find.ts';
import { monotonicUs } from '../../core/clock.ts';
import type { DeviceCalibration } from '../../core/results/device-calibration.ts';
import type { Results } from '../../core/results/results.ts';
import { metricDefinitions } from '../../metrics/index.ts';
import { describeEnvironment } from '../host/environment.ts';
import { Journal } from './journal-file.ts';

/** What a run is about, as results.json names it. */
export interface RunSubject {
  id: string;
  browser: Browser;
  target: Results['environment']['target'];
  /** Of the devices of its profiles. */
  devices?: readonly DeviceCalibration[];
  /** Without secrets: they are kept and shown. */
  options: Record<string, unknown>;
}

/** A journal that can be measured into. */
export interface BegunRun {
  journal: Journal;
  /** Start of the run on the host's monotonic clock. */
  startedUs: number;
}

/**
 * Begins the journal of a run in a folder with what it depends on, or goes on with the one that is there:
 * a process that replaces a failed one continues the same run. A new one starts the browser once, about 2 s.
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
