import { causeText } from '../../core/errors.ts';
import type { PassId } from '../../core/results/metric.ts';
import type { ReferenceReading } from '../../core/results/reference.ts';
import type { Journal } from '../journal/journal-file.ts';
import { referenceVersion } from './reference.ts';

/** A reading takes a tenth of the usual iteration, so at every other one it is a twentieth of a run. */
const everyIterations = 2;

/**
 * Takes the readings of the reference workload in a run, between iterations and never within one: where a cell begins
 * and ends, and after every other iteration. Each is journaled as it ends; one that fails is journaled with its reason,
 * and ends no run.
 */
export class ReferenceReadings {
  readonly #journal: Pick<Journal, 'append'>;
  readonly #read: () => Promise<ReferenceReading>;
  /** Iterations since the last reading; none has been taken at first. */
  #since = Number.POSITIVE_INFINITY;

  /** @param read takes one reading, as `readReference` does */
  constructor(journal: Pick<Journal, 'append'>, read: () => Promise<ReferenceReading>) {
    this.#journal = journal;
    this.#read = read;
  }

  /** Where a cell begins or ends; the end of one is the beginning of the next. */
  async atEdge(): Promise<void> {
    if (this.#since > 0) await this.#take();
  }

  /**
   * Before each iteration.
   *
   * @param pass of it: Lighthouse brings a browser of its own, and ours would be started for the reading alone
   * @param besideLoad whether traffic of ours is running, which would be measured as well
   */
  async beforeIteration(pass: PassId, besideLoad: boolean): Promise<void> {
    if (this.#since >= everyIterations && pass !== 'lighthouse' && !besideLoad) await this.#take();
    this.#since += 1;
  }

  async #take(): Promise<void> {
    const startedAtMs = Date.now();
    const failed = (cause: unknown): ReferenceReading => ({
      startedAtMs,
      finishedAtMs: Date.now(),
      partsMs: null,
      reason: causeText(cause),
    });
    const reading = await this.#read().catch(failed);
    this.#journal.append({ type: 'reference', version: referenceVersion, reading });
    this.#since = 0;
  }
}
