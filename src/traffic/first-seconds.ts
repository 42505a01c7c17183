/**
 * Checks in the first seconds whether a generator can make its load at all, instead of after each iteration.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { monotonicUs } from '../core/clock.ts';
import { HarnessError } from '../core/errors.ts';
import { percent, ratesOf, seconds } from './account-text.ts';
import { lateAfterMs, startGraceMs, type TrafficWindow } from './result.ts';
import { defaultLimits } from './self-check.ts';

/**
 * A generator with much spare capacity passes at once; any other gets time to warm up, and a second chance.
 */
const easyAfterMs = 1_000;
const checkedUntilMs = [3_000, 6_000] as const;

/** Half of the allowed utilisation of a worker thread: the page beside it still has enough CPU. */
const easyUtilization = defaultLimits.eventLoopUtilization / 2;
/** Ten times the loss that is allowed in an iteration. */
const grossStartedShare = 0.9;
const grossDroppedShare = 0.01;

/** Why the generator misses the load by far more than an iteration may; undefined when it does not. */
export function shortfallOf(window: TrafficWindow): string | undefined {
  const { planned, started, dropped, sendLag, eventLoopUtilization } = window;
  const busy = Math.max(0, ...eventLoopUtilization);
  const short =
    started < planned * grossStartedShare ||
    dropped > planned * grossDroppedShare ||
    busy > defaultLimits.eventLoopUtilization ||
    (sendLag !== null && sendLag.p99Ms > startGraceMs);
  if (!short) return undefined;
  const durationMs = (window.toUs - window.fromUs) / 1_000;
  return (
    `Background traffic reached ${ratesOf({ planned, started, durationMs })}: ` +
    `its busiest worker thread was busy ${percent(busy)} of the time, ${dropped} operations were dropped` +
    (sendLag === null ? '' : `, and 1 in 100 was sent ${seconds(sendLag.p99Ms)} late or more`)
  );
}

function isEasy({ valid, sendLag, eventLoopUtilization }: TrafficWindow): boolean {
  const inTime = sendLag !== null && sendLag.p99Ms <= lateAfterMs;
  return valid && inTime && Math.max(...eventLoopUtilization) <= easyUtilization;
}

/**
 * Resolves after one second when the generator has much spare capacity, after three or six when it makes the
 * load, and otherwise rejects after six: every iteration beside it would be invalid.
 *
 * @throws HarnessError TRAFFIC_TOO_SLOW with the achieved and the planned rate
 */
export async function assertLoadIsMade(traffic: {
  whenReady: () => Promise<{ startedUs: number }>;
  window: (fromUs: number, toUs: number) => Promise<TrafficWindow>;
}): Promise<void> {
  const { startedUs } = await traffic.whenReady();
  const between = async (fromMs: number, toMs: number): Promise<TrafficWindow> => {
    const toUs = startedUs + toMs * 1_000;
    await delay(Math.max(0, (toUs - monotonicUs()) / 1_000));
    return traffic.window(startedUs + fromMs * 1_000, toUs);
  };
  if (isEasy(await between(0, easyAfterMs))) return;
  let fromMs = easyAfterMs;
  let shortfall: string | undefined;
  for (const toMs of checkedUntilMs) {
    shortfall = shortfallOf(await between(fromMs, toMs));
    if (shortfall === undefined) return;
    fromMs = toMs;
  }
  throw new HarnessError(
    'TRAFFIC_TOO_SLOW',
    `${shortfall}, so nothing measured beside it would count.`,
    'Lower the rate with --traffic, or give this machine and the target more CPU.',
  );
}
