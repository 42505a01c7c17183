/** The worst moments of a cell's recorded passes: in the form of results.json, and as a picture. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { surroundings } from '../../core/insights/surroundings.ts';
import { worstOf } from '../../core/insights/worst-moments.ts';
import type { Series } from '../../core/results/iteration.ts';
import type { WorstMoment } from '../../core/results/worst-moment.ts';
import { type Secret, scrubText } from '../../core/secrets.ts';
import type { RecordedFile } from '../../instruments/recorded.ts';
import type { RecordedTask } from '../../instruments/recorded-tasks.ts';
import { worstMomentsPicture } from './worst-moments-picture.ts';

/** The worst moments of one cell. They are drawn at its end, when the load beside them is known. */
export class CellMoments {
  readonly #moments: RecordedTask[] = [];
  readonly #series: Series[] = [];
  readonly #startedUs: number;
  readonly #secrets: readonly Secret[];

  /** @param startedUs start of the run on the host's monotonic clock */
  constructor(startedUs: number, secrets: readonly Secret[]) {
    this.#startedUs = startedUs;
    this.#secrets = secrets;
  }

  /** Adds the worst of an iteration's long tasks, and returns them in the form of results.json. */
  add(tasks: readonly RecordedTask[]): WorstMoment[] {
    const moments = worstOf(tasks);
    this.#moments.push(...moments);
    return moments.map((moment) => ({
      startMs: this.#startMsOf(moment),
      durationMs: moment.durationMs,
      ran: moment.ran.map((each) => ({ ...each, what: scrubText(each.what, this.#secrets) })),
      requests: moment.requests,
    }));
  }

  /** The series of a load that ran beside the cell. */
  addLoad(series: readonly Series[]): void {
    this.#series.push(...series);
  }

  /**
   * Writes the picture into the cell's folder, which a recorded pass has made; none when no task was long.
   */
  write(folder: string): RecordedFile[] {
    const placed = this.#moments.map((moment) => {
      const startMs = this.#startMsOf(moment);
      return { ...moment, around: surroundings(this.#series, startMs, startMs + moment.durationMs) };
    });
    const svg = worstMomentsPicture(placed);
    if (svg === undefined) return [];
    const fileName = 'worst-moments.svg';
    writeFileSync(path.join(folder, fileName), scrubText(svg, this.#secrets));
    return [{ name: 'worst-moments', fileName, contentType: 'image/svg+xml' }];
  }

  /** Rounded like the points of all series, so that both use one clock. */
  #startMsOf({ startUs }: RecordedTask): number {
    return Math.round((startUs - this.#startedUs) / 10) / 100;
  }
}
