import { causeText } from '../../core/errors.ts';
import type { PassId } from '../../core/results/metric.ts';
import type { ReferenceReading } from '../../core/results/reference.ts';
import type { Journal } from '../journal/journal-file.ts';
import { referenceVersion } from './reference.ts';

/** A reading takes a tenth of the usual iteration, so at every other one it is a twentieth of a run. */
const everyIterations = 2;

/**
 * Takes the readings of the reference workload in a run, always between iterations: at the beginning and end
 * of a cell, and after every other iteration. Each reading is journaled when it ends. A failed reading is
 * journaled with its reason and does not end the run.
 */
export class ReferenceReadings {
  readonly #journal: Pick<Journal, 'append'>;
  readonly #read: () => Promise<ReferenceReading>;
  /** Iterations since the last reading; infinite before the first one. */
  #since = Number.POSITIVE_INFINITY;

  /** @param read takes one reading, as `readReference` does */
  constructor(journal: Pick<Journal, 'append'>, read: () => Promise<ReferenceReading>) {
    this.#journal = journal;
    this.#read = read;
  }

  /** At the beginning and end of a cell. The end of one cell is also the beginning of the next. */
  async atEdge(): Promise<void> {
    if (this.#since > 0) await this.#take();
  }

  /**
   * Called before each iteration.
   *
   * @param pass of the iteration. Before Lighthouse no reading is taken: Lighthouse has its own browser,
   *   and the harness's browser would start for the reading alone
   * @param besideLoad whether background traffic is running, which would disturb the reading
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
