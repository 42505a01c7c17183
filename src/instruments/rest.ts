/** Waits until a page has come to rest after its load. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import { type Rest, type RestSignal, restSignal } from '../core/results/rest.ts';
import type { Activity } from '../page/rest-watch.ts';
import { FrameActivity } from './frame-activity.ts';
import type { NetworkWatch } from './network-watch.ts';

export interface RestOptions {
  /** How long LCP candidates, layout shifts, network and main thread must all have rested, ms. */
  quietMs: number;
  /** Maximum wait, ms after the load event. */
  withinMs: number;
}

/** How the loading of a page ended. */
export interface Loading {
  /** µs on the host's monotonic clock. */
  endUs: number;
  rest: Rest;
}

/** Minimum time for an answer near the maximum wait; a page that needs longer is busy. */
const lastAnswerMs = 1_000;

/**
 * Waits until LCP candidates, layout shifts, network and main thread have all rested, or the maximum wait is
 * over.
 *
 * The page's own clock gives the time of its last activity. The host only chooses when to read it: at the
 * earliest time at which the page can have come to rest. A page that rests is read twice. LCP and layout are
 * those of the top document, long tasks those of all frames, as in the metrics.
 *
 * @param network of the page, from before its navigation
 * @param from start of the times: the load event, or now
 */
export async function untilRest(
  page: Page,
  network: NetworkWatch,
  { quietMs, withinMs }: RestOptions,
  from: 'load' | 'now',
): Promise<Loading> {
  await using watched = new FrameActivity(page);
  let fromUs = monotonicUs();
  let activity = await watched.read(withinMs);
  if (activity !== undefined && from === 'load' && activity.loadMs > 0) {
    fromUs = monotonicUs() - (activity.nowMs - activity.loadMs) * 1000;
  }
  for (;;) {
    const afterLoadMs = sinceMs(fromUs);
    const quiet = quietMsOf(activity, network, afterLoadMs);
    const notRested = restSignal.options.filter((signal) => quiet[signal] < quietMs);
    if (notRested.length === 0 || afterLoadMs >= withinMs) {
      return { endUs: monotonicUs(), rest: { quietMs, withinMs, afterLoadMs, notRested } };
    }
    const missingMs = quietMs - Math.min(...Object.values(quiet));
    await delay(Math.ceil(Math.min(missingMs, withinMs - afterLoadMs)));
    activity = await watched.read(Math.max(lastAnswerMs, withinMs - sinceMs(fromUs)));
  }
}

/** How long each signal has rested, ms; at most the time since the start. */
function quietMsOf(
  activity: Activity | undefined,
  network: NetworkWatch,
  afterLoadMs: number,
): Record<RestSignal, number> {
  const since = (signal: keyof Activity['lastMs']): number => {
    // A page that does not answer is busy, and then neither its layout nor its LCP changes.
    if (activity === undefined) return signal === 'main-thread' ? 0 : afterLoadMs;
    return Math.min(activity.nowMs - activity.lastMs[signal], afterLoadMs);
  };
  return {
    lcp: since('lcp'),
    layout: since('layout'),
    network: Math.min(sinceMs(network.idleSinceUs), afterLoadMs),
    'main-thread': since('main-thread'),
  };
}

function sinceMs(us: number): number {
  return (monotonicUs() - us) / 1000;
}
