import type { Iteration } from '../core/results.ts';
import type { IterationCounts } from './order.ts';

/** What a run may take beyond the planned iterations, all cells together. */
export class SpareTime {
  #leftMs: number;

  constructor(leftMs: number) {
    this.#leftMs = leftMs;
  }

  /**
   * Takes the time of so many more iterations, by how long those of the cell took, if it is there.
   *
   * @returns whether they can be played
   */
  take(more: IterationCounts, measured: readonly Iteration[]): boolean {
    const neededMs = Object.entries(more).reduce((sum, [pass, count]) => {
      const own = measured.filter((each) => each.pass === pass);
      const tookMs = own.reduce((all, { startedAtMs, finishedAtMs }) => all + finishedAtMs - startedAtMs, 0);
      return sum + (count * tookMs) / Math.max(1, own.length);
    }, 0);
    if (neededMs > this.#leftMs) return false;
    this.#leftMs -= neededMs;
    return true;
  }
}
