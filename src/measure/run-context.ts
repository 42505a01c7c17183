import type { ReferenceReadings } from './host/reference-readings.ts';
import type { Bench } from './iteration/bench.ts';
import type { Journal } from './journal/journal-file.ts';

/** Where an experiment runs and what it tells while it does. */
export interface RunContext {
  bench: Bench;
  journal: Journal;
  /** Start of the run on the host's monotonic clock. */
  startedUs: number;
  /** Processes that belong to the target beside our own children, for the host gate. */
  ownRoots: readonly number[];
  /** The reference workload between the iterations; missing where no run is to be compared with it. */
  reference?: ReferenceReadings;
  /** Wraps each iteration, for progress: Playwright's steps, or a line of the terminal. */
  step: (title: string, body: () => Promise<void>) => Promise<void>;
  /** Aborted, with the error to end with, when the user wants no more; the bench is then closed as well. */
  interrupted?: AbortSignal;
}
