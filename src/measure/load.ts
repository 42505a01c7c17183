import type { DatabaseActivity } from '../core/results/database-activity.ts';
import type { Series } from '../core/results/iteration.ts';
import type { Verification } from '../core/results/verification.ts';
import { type ActivitySampling, startActivitySampling } from '../database/activity.ts';
import { summarizeActivity } from '../database/activity-summary.ts';
import type { PageTarget } from '../targets/target.ts';
import type { RunningTraffic } from '../traffic/control.ts';
import { startTraffic } from '../traffic/control.ts';
import { assertLoadIsMade } from '../traffic/first-seconds.ts';
import { isIdle, type TrafficPlan } from '../traffic/mix.ts';
import type { TrafficResult } from '../traffic/result.ts';
import { activitySeries, trafficSeries } from './series.ts';

/** Background traffic and sampling of its database, for as long as a cell is measured. */
export interface BackgroundLoad {
  /** The load between two times of the host clock, and why it was not as configured. */
  window: (
    fromUs: number,
    toUs: number,
  ) => Promise<{
    verification: NonNullable<Verification['traffic']>;
    reasons: string[];
    /**
     * Whether this explains a page that was too slow; false where the target itself failed under its load.
     */
    excuses: boolean;
  }>;
  /** `database` is missing where the target names none. */
  stop: () => Promise<{ traffic: TrafficResult; database?: DatabaseActivity; series: Series[] }>;
  [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Starts the traffic and, where the database is known, samples it. Undefined when there is no traffic to
 * play.
 *
 * @throws HarnessError TRAFFIC_TOO_SLOW within seconds when this machine cannot make the load
 */
export async function startLoad(
  plan: TrafficPlan,
  target: PageTarget,
  startedUs: number,
): Promise<BackgroundLoad | undefined> {
  // A target without operations to play: its cells say so.
  if (isIdle(plan) || target.traffic === undefined) return undefined;
  const traffic = startTraffic(plan, target.traffic);
  try {
    await assertLoadIsMade(traffic);
    const watching =
      target.databaseUrl === undefined ? undefined : await startActivitySampling(target.databaseUrl);
    return loadOf(traffic, watching, startedUs);
  } catch (cause) {
    await traffic[Symbol.asyncDispose]();
    throw cause;
  }
}

function loadOf(
  traffic: RunningTraffic,
  watching: ActivitySampling | undefined,
  startedUs: number,
): BackgroundLoad {
  return {
    window: async (fromUs, toUs) => {
      const { planned, started, dropped, failed, sendLag, valid, reasons, targetAlone } =
        await traffic.window(fromUs, toUs);
      return {
        verification: { planned, started, dropped, failed, sendLagP99Ms: sendLag?.p99Ms ?? null },
        reasons: valid ? [] : reasons.map((reason) => `traffic: ${reason}`),
        excuses: targetAlone !== true,
      };
    },
    stop: async () => {
      const [result, samples] = await Promise.all([traffic.stop(), watching?.stop()]);
      return {
        traffic: result,
        ...(samples === undefined ? {} : { database: summarizeActivity(samples) }),
        series: [
          ...trafficSeries(result, startedUs),
          ...(samples === undefined ? [] : activitySeries(samples, startedUs)),
        ],
      };
    },
    [Symbol.asyncDispose]: async () => {
      await traffic[Symbol.asyncDispose]();
      await watching?.stop();
    },
  };
}
