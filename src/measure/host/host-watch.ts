import type { Verification } from '../../core/results/verification.ts';
import { readFrequencyMHz } from './cpu-frequency.ts';
import { judgeHost, worstWindow } from './host.ts';
import { type HostSample, sampleHost } from './host-sample.ts';
import { otherBrowsers } from './other-browsers.ts';

/**
 * Sampling period of the host within an iteration, ms. One sample blocks the runner for about 1 ms with 90
 * processes (2 to 5 with some hundred), so this takes 0.2 to 1 % of one core, none of it in the browser. It
 * is half of {@link worstWindow}'s second, so that one second of foreign load fills three quarters of some
 * window.
 */
export const samplingPeriodMs = 500;

/** Samples the host from its construction until it is stopped. */
export class HostWatch implements Disposable {
  readonly #ownRoots: readonly number[];
  readonly #samples: HostSample[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #frequencyMHz: (number | null)[];
  #samplingMs = 0;
  #stopped = false;

  /** @param ownRoots see {@link sampleHost} */
  constructor(ownRoots: readonly number[], periodMs = samplingPeriodMs) {
    this.#ownRoots = ownRoots;
    // Not within the iteration: some kernels wait for every core to answer.
    this.#frequencyMHz = [readFrequencyMHz()];
    this.#sample();
    this.#timer = setInterval(() => this.#sample(), periodMs).unref();
  }

  /** Takes the last sample; later calls do nothing. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#sample();
    this.#frequencyMHz.push(readFrequencyMHz());
  }

  /** All samples, in order of time. */
  get samples(): readonly HostSample[] {
    return this.#samples;
  }

  /** The window that was watched, on the host's monotonic clock. */
  get windowUs(): { startUs: number; endUs: number } {
    return { startUs: this.#samples[0]?.atUs ?? 0, endUs: this.#samples.at(-1)?.atUs ?? 0 };
  }

  /** The judgement and the measurements behind it. */
  verification(): NonNullable<Verification['host']> {
    const worst = worstWindow(this.#samples);
    const frequencyMHz = this.#frequencyMHz.filter((each) => each !== null);
    return {
      ...judgeHost(this.#samples),
      browsers: otherBrowsers(this.#samples).map(({ text }) => text),
      samples: this.#samples.length,
      samplingMs: this.#samplingMs,
      ...(worst === undefined ? {} : { worstSecondShare: worst.foreignShare }),
      ...(frequencyMHz.length === 0 ? {} : { frequencyMHz }),
    };
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    const startMs = performance.now();
    this.#samples.push(sampleHost(this.#ownRoots));
    this.#samplingMs += performance.now() - startMs;
  }
}
