import type { Frame, JSHandle, Page } from 'playwright';
import { causeText } from '../core/errors.ts';
import { type Activity, type RestWatch, watchRest } from '../page/rest-watch.ts';
import { loadedFrames } from './loaded-frames.ts';
import { unlessLate } from './unless-late.ts';

/** A candidate or a shift is reported when its frame was presented: two vsyncs later, and two to spare. */
const presentedWithinFrames = 4;

/** Watches every frame of a page, those that come later included. */
export class FrameActivity implements AsyncDisposable {
  readonly #page: Page;
  readonly #watches = new Map<Frame, JSHandle<RestWatch>>();

  constructor(page: Page) {
    this.#page = page;
  }

  /**
   * The activity of the top document, with the last long task of any frame.
   *
   * @returns undefined when a frame did not answer in time: a main thread is busy
   * @throws Error when the top document was left for another
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

  /** Undefined when the frame has gone or is at another document now. */
  async #readInner(frame: Frame): Promise<Activity | undefined> {
    try {
      // One that is out of sight draws no frame that could be waited for.
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
    // A document that has gone took its watch along, and a busy one is not waited for.
    await unlessLate(Promise.allSettled(stops), stopWithinMs);
  }
}

const stopWithinMs = 1_000;
