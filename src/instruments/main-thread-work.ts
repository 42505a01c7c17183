import type { CDPSession } from 'playwright';
import { HarnessError } from '../core/errors.ts';
import type { MainThreadWork } from '../metrics/recordings.ts';

/** Chromium's counters of a page, by their own names; durations in seconds of the main thread's CPU time. */
const counters = {
  layouts: 'LayoutCount',
  styleRecalcs: 'RecalcStyleCount',
  scriptSeconds: 'ScriptDuration',
  styleSeconds: 'RecalcStyleDuration',
  layoutSeconds: 'LayoutDuration',
  taskSeconds: 'TaskDuration',
} as const;
type Counts = Record<keyof typeof counters | 'navigationStart', number>;

/**
 * Counts the work of a page's main thread from now on, by two short commands and without code in the page. A
 * document that is loaded meanwhile begins at 0; the work before it does not count.
 *
 * Source: Chrome DevTools Protocol, Performance.getMetrics with `timeDomain`.
 *
 * @param session of the page
 * @param timeDomain the clock: the thread's CPU time, or `timeTicks` for wall time
 * @returns a function that ends the count; its result is undefined while the page is loading another
 *   document
 * @throws HarnessError `CPU_TIME_MISSING`
 */
export async function startMainThreadWork(
  session: CDPSession,
  timeDomain: 'threadTicks' | 'timeTicks' = 'threadTicks',
): Promise<() => Promise<MainThreadWork | undefined>> {
  await session.send('Performance.enable', { timeDomain });
  const before = await readCounts(session);
  if (typeof before === 'string') {
    throw new HarnessError(
      'CPU_TIME_MISSING',
      `This browser does not report ${before}, so the work of the main thread cannot be counted.`,
      'Use a Chromium that has Performance.getMetrics with it, such as the one Playwright installs.',
    );
  }
  return async () => {
    const after = await readCounts(session);
    await session.send('Performance.disable');
    if (typeof after === 'string') return undefined;
    const sameDocument = after.navigationStart === before.navigationStart;
    const since = (name: keyof typeof counters): number => after[name] - (sameDocument ? before[name] : 0);
    return {
      layouts: since('layouts'),
      styleRecalcs: since('styleRecalcs'),
      scriptMs: since('scriptSeconds') * 1_000,
      styleMs: since('styleSeconds') * 1_000,
      layoutMs: since('layoutSeconds') * 1_000,
      taskMs: since('taskSeconds') * 1_000,
    };
  };
}

/** The counts, or the name of a missing one. */
async function readCounts(session: CDPSession): Promise<Counts | string> {
  const { metrics } = await session.send('Performance.getMetrics');
  const byName = new Map(metrics.map(({ name, value }) => [name, value]));
  const names = { ...counters, navigationStart: 'NavigationStart' } as const;
  const missing = Object.values(names).find((name) => !byName.has(name));
  if (missing !== undefined) return missing;
  const read = (name: string): number => byName.get(name) ?? Number.NaN;
  return {
    navigationStart: read(names.navigationStart),
    layouts: read(names.layouts),
    styleRecalcs: read(names.styleRecalcs),
    scriptSeconds: read(names.scriptSeconds),
    styleSeconds: read(names.styleSeconds),
    layoutSeconds: read(names.layoutSeconds),
    taskSeconds: read(names.taskSeconds),
  };
}
