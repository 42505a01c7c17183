import type { ReferenceReadings } from './host/reference-readings.ts';
import type { Bench } from './iteration/bench.ts';
import type { Journal } from './journal/journal-file.ts';

/** Where an experiment runs, and how it reports progress. */
export interface RunContext {
  bench: Bench;
  journal: Journal;
  /** Start of the run on the host's monotonic clock. */
  startedUs: number;
  /** Processes that belong to the target besides the harness's own children, for the check of the host. */
  ownRoots: readonly number[];
  /** The reference workload between the iterations; missing where no run is to be compared with it. */
  reference?: ReferenceReadings;
  /** Wraps each iteration, for progress: Playwright's steps, or a line of the terminal. */
  step: (title: string, body: () => Promise<void>) => Promise<void>;
  /**
   * Aborted when the user interrupts the run, with the error to end with; the bench is then closed as well.
   */
  interrupted?: AbortSignal;
}
