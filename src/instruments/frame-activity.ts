import type { Frame, JSHandle, Page } from 'playwright';
import { causeText } from '../core/errors.ts';
import { type Activity, type RestWatch, watchRest } from '../page/rest-watch.ts';
import { loadedFrames } from './loaded-frames.ts';
import { unlessLate } from './unless-late.ts';

/** Frames until an LCP candidate or layout shift is reported: two until its presentation, plus two spare. */
const presentedWithinFrames = 4;

/** Watches every frame of a page, including frames that are added later. */
export class FrameActivity implements AsyncDisposable {
  readonly #page: Page;
  readonly #watches = new Map<Frame, JSHandle<RestWatch>>();

  constructor(page: Page) {
    this.#page = page;
  }

  /**
   * The activity of the top document, with the last long task of any frame.
   *
   * @returns undefined when a frame did not answer in time because a main thread is busy
   * @throws Error when the page has navigated to another top document
   */
  read(withinMs: number): Promise<Activity | undefined> {
    return unlessLate(this.#read(), withinMs);
  }

  async #read(): Promise<Activity> {
    const top = this.#page.mainFrame();
    const [activity, ...others] = await Promise.all([
      this.#readFrame(top, presentedWithinFrames),
      ...loadedFrames(this.#page)
        .filter((frame) => frame !== top)
        .map((frame) => this.#readInner(frame)),
    ]);
    const quietMs = (each: Activity): number => each.nowMs - each.lastMs['main-thread'];
    const leastMs = Math.min(quietMs(activity), ...others.flatMap((each) => (each ? [quietMs(each)] : [])));
    return { ...activity, lastMs: { ...activity.lastMs, 'main-thread': activity.nowMs - leastMs } };
  }

  /** Undefined when the frame is gone or has navigated to another document. */
  async #readInner(frame: Frame): Promise<Activity | undefined> {
    try {
      // Waits for no animation frame: a frame outside the viewport draws none.
      return await this.#readFrame(frame, 0);
    } catch (cause) {
      if (!/detached|destroyed|closed|navigation/i.test(causeText(cause))) throw cause;
      this.#watches.delete(frame);
      return undefined;
    }
  }

  async #readFrame(frame: Frame, frames: number): Promise<Activity> {
    const watch = this.#watches.get(frame) ?? (await frame.evaluateHandle(watchRest));
    this.#watches.set(frame, watch);
    return watch.evaluate((rest, count) => rest.read(count), frames);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const stops = [...this.#watches.values()].map(async (watch) => {
      await watch.evaluate((rest) => rest.stop());
      await watch.dispose();
    });
    // A removed document has taken its watch along, and a busy one is not waited for.
    await unlessLate(Promise.allSettled(stops), stopWithinMs);
  }
}

const stopWithinMs = 1_000;
