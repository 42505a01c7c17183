import { randomUUID } from 'node:crypto';
import type { JSHandle, Page } from 'playwright';
import { HarnessError } from '../core/errors.ts';
import type { JourneyMetric } from '../metrics/journey.ts';
import type { Seen, Watching } from '../page/row-watch.ts';

/** An observed journey. */
export type ObservedJourney = PageJourney | HostJourney;

/** A journey that ends outside of the page: both times on the host's monotonic clock. */
export interface HostJourney {
  metric: JourneyMetric;
  from: { hostUs: number };
  toHostUs: number;
}

/** A journey that ends in the page; page times are ms since the time origin of the page's document. */
export interface PageJourney {
  metric: JourneyMetric;
  from: { pageMs: number } | { hostUs: number };
  toPageMs: number;
  /** Whether the journey ends with the frame that shows the change, or when the page's script sees it. */
  until: 'presented' | 'seen';
  /** Already true when the watch began: its time is unknown. */
  already: boolean;
  /** Why it could not happen, such as a picture where none is in view: only its own metric is unavailable. */
  absent?: string | undefined;
}

/** A watch that runs inside the page; `seen` gives up after `timeoutMs`. */
export interface Watch {
  seen: (timeoutMs?: number) => Promise<Seen>;
}

/** How long each step of a journey may take before its iteration is aborted: a chat user has left by then. */
const patienceMs = 30_000;

/**
 * Starts a page function that watches and reports by itself.
 *
 * It is installed and rehearsed when this returns: the next action can neither overtake it nor include the
 * cost of its first run.
 */
export async function watch<Options>(
  page: Page,
  watcher: (options: Options) => Watching,
  options: Options,
  what: string,
): Promise<Watch> {
  // Playwright ships the function's source; its parameter types do not survive the generic call.
  const handle = await page.evaluateHandle(watcher as (options: unknown) => Watching, options);
  await handle.evaluate(({ rehearse }) => rehearse?.());
  return watchOf(handle, what);
}

/**
 * Starts a page function in the next document that the page loads, before the parser starts. It also sees the
 * content that comes with the page itself.
 *
 * @returns a function that returns the watch; call it once that document is committed
 */
export async function watchFromStart<Options>(
  page: Page,
  watcher: (options: Options) => Watching,
  options: Options,
  what: string,
): Promise<() => Promise<Watch>> {
  const name = `backscroll:watch:${randomUUID()}`;
  // Behind a non-enumerable symbol, so that the page finds no new property.
  const key = `Symbol.for(${JSON.stringify(name)})`;
  await page.addInitScript(
    `if (window === window.top) Object.defineProperty(window, ${key}, { value: (${watcher})(${JSON.stringify(options)}) });`,
  );
  return async () => watchOf(await page.evaluateHandle<{ done: Promise<Seen> }>(`window[${key}]`), what);
}

function watchOf(handle: JSHandle<{ done: Promise<Seen> }>, what: string): Watch {
  return {
    seen: async (timeoutMs = patienceMs) => {
      const done = handle.evaluate(({ done }) => done);
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => reject(lateError(what, timeoutMs)), timeoutMs);
      try {
        return await Promise.race([done, late]);
      } finally {
        clearTimeout(timer);
        // A watch that timed out rejects when its page closes, which is expected.
        done.catch(() => undefined);
      }
    },
  };
}

function lateError(what: string, timeoutMs: number): HarnessError {
  return new HarnessError(
    'NOT_SEEN',
    `${what} was not seen within ${timeoutMs / 1000} s.`,
    'Look at the recorded pass of this cell, or check that the target shows it at all.',
  );
}
