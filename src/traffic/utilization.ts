import { monotonicUs } from '../core/clock.ts';

/** Milliseconds of a thread since its start. */
type Reading = { active: number; idle: number };
type Sample = { fromUs: number; toUs: number; shares: number[] };

/**
 * How busy each worker thread was, sampled over time. Node's event loop utilisation counts all time outside
 * the loop's wait as busy. A thread that gets no CPU therefore counts as busy too, which is intended.
 */
export class UtilizationLog {
  readonly #read: () => Reading[];
  readonly #samples: Sample[] = [];
  #last: { atUs: number; readings: Reading[] };

  /** @param read the readings of all threads, in their order */
  constructor(read: () => Reading[]) {
    this.#read = read;
    this.#last = { atUs: monotonicUs(), readings: read() };
  }

  /** Ends the interval since the last sample. Call it every second, and before a window is judged. */
  sample(): void {
    const { atUs, readings } = this.#last;
    const now = { atUs: monotonicUs(), readings: this.#read() };
    const shares = now.readings.map((reading, index) => {
      const earlier = readings[index] ?? { active: 0, idle: 0 };
      const active = reading.active - earlier.active;
      const total = active + reading.idle - earlier.idle;
      return total > 0 ? active / total : 0;
    });
    this.#samples.push({ fromUs: atUs, toUs: now.atUs, shares });
    this.#last = now;
  }

  /** Mean share by thread over the samples that overlap [fromUs, toUs], weighted by the overlap. */
  within(fromUs: number, toUs: number): number[] {
    const weights = this.#samples.map((sample) =>
      Math.max(0, Math.min(sample.toUs, toUs) - Math.max(sample.fromUs, fromUs)),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total === 0) return [];
    return this.#last.readings.map((_, thread) => {
      const sum = this.#samples.reduce(
        (busy, sample, index) => busy + (sample.shares[thread] ?? 0) * (weights[index] ?? 0),
        0,
      );
      return sum / total;
    });
  }
}
