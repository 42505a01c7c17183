/** The frames that a page presents, as pictures taken outside of it. */
import type { CDPSession } from 'playwright';

export interface ScreencastFrame {
  /** When it was presented: milliseconds since the epoch, by the browser's clock. */
  atMs: number;
  /** PNG, base64. */
  png: string;
}

/** A page that shows nothing new for so long rests; longer than `mostMs` it is not waited for. */
const [quietMs, mostMs] = [250, 4_000];

/**
 * Records every frame until it is disposed of. Frames come only when something changes, so that one lasts until the next.
 *
 * The encoder takes part of a processor: nothing that depends on time may be measured beside it, except what the pictures
 * show.
 */
export class Screencast implements AsyncDisposable {
  readonly #frames: ScreencastFrame[] = [];
  readonly #session: CDPSession;
  #changedAtMs = performance.now();

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  /** @param size most pixels of a picture: CSS pixels of the viewport, so that a pixel of a picture is one of the page */
  static async start(
    session: CDPSession,
    { width, height }: { width: number; height: number },
  ): Promise<Screencast> {
    const screencast = new Screencast(session);
    session.on('Page.screencastFrame', screencast.#keep);
    await session.send('Page.startScreencast', { format: 'png', maxWidth: width, maxHeight: height });
    return screencast;
  }

  /** The frames since a moment, with the one that was on the screen then, in order; they may arrive out of it. */
  since(atMs: number): ScreencastFrame[] {
    const frames = this.#frames.toSorted((a, b) => a.atMs - b.atMs);
    return frames.slice(
      Math.max(
        0,
        frames.findLastIndex((frame) => frame.atMs <= atMs),
      ),
    );
  }

  /** Waits until nothing changes any more, within bounds. @returns the frame on the screen then */
  async rested(): Promise<ScreencastFrame | undefined> {
    const startedMs = performance.now();
    this.#changedAtMs = Math.max(this.#changedAtMs, startedMs);
    for (;;) {
      const nowMs = performance.now();
      const leftMs = this.#changedAtMs + quietMs - nowMs;
      if (leftMs <= 0 || nowMs - startedMs > mostMs) return this.since(Date.now()).at(-1);
      await new Promise((resolve) => setTimeout(resolve, leftMs));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#session.off('Page.screencastFrame', this.#keep);
    // The page may be gone.
    await this.#session.send('Page.stopScreencast').catch(() => undefined);
  }

  readonly #keep = (frame: { data: string; metadata: { timestamp?: number }; sessionId: number }): void => {
    // At once: Chromium holds back further frames until it hears of it.
    this.#session.send('Page.screencastFrameAck', { sessionId: frame.sessionId }).catch(() => undefined);
    this.#changedAtMs = performance.now();
    const { timestamp } = frame.metadata;
    this.#frames.push({ atMs: timestamp === undefined ? Date.now() : timestamp * 1000, png: frame.data });
  };
}
