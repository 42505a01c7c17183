import type { Cell } from '../core/results/cell.ts';
import type { Iteration } from '../core/results/iteration.ts';
import { firstLookValues } from '../core/statistics/looks.ts';
import type { IterationCounts } from './order.ts';

/** What a run may take beyond the planned iterations, all cells together. */
export class SpareTime {
  #leftMs: number;

  /**
   * @param cells of the run so far: a process that replaces a failed one continues with the remaining time
   */
  constructor(ofRunMs: number, cells: readonly Pick<Cell, 'iterations'>[] = []) {
    this.#leftMs = ofRunMs - cells.reduce((sum, cell) => sum + beyondFirstLookMs(cell), 0);
  }

  /**
   * Reserves the time of further iterations, estimated from the cell's own iterations, if enough is left.
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

/** Duration of the iterations after those of the first look. */
function beyondFirstLookMs({ iterations }: Pick<Cell, 'iterations'>): number {
  const timed = iterations.filter(({ pass, status }) => pass === 'timing' && status === 'valid');
  return timed
    .slice(firstLookValues)
    .reduce((sum, { startedAtMs, finishedAtMs }) => sum + finishedAtMs - startedAtMs, 0);
}
