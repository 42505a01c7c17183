import type { CDPSession } from 'playwright';
import { HarnessError } from '../core/errors.ts';
import type { MainThreadWork } from '../metrics/recordings.ts';

/** What Chromium counts for a page, by its own names; durations in seconds of the main thread's CPU time. */
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
 * Counts what the main thread of a page does from now on: two short commands, nothing in the page. A document that is
 * loaded meanwhile begins at 0, and what was done before it does not count.
 *
 * Source: Chrome DevTools Protocol, Performance.getMetrics with `timeDomain: 'threadTicks'`.
 *
 * @param session of the page
 */
export async function startMainThreadWork(session: CDPSession): Promise<() => Promise<MainThreadWork>> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await readCounts(session);
  return async () => {
    const after = await readCounts(session);
    await session.send('Performance.disable');
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

async function readCounts(session: CDPSession): Promise<Counts> {
  const { metrics } = await session.send('Performance.getMetrics');
  const byName = new Map(metrics.map(({ name, value }) => [name, value]));
  const read = (name: string): number => {
    const value = byName.get(name);
    if (value !== undefined) return value;
    throw new HarnessError(
      'CPU_TIME_MISSING',
      `This browser does not report ${name}, so the work of the main thread cannot be counted.`,
      'Use a Chromium that has Performance.getMetrics with it, such as the one Playwright installs.',
    );
  };
  return {
    navigationStart: read('NavigationStart'),
    layouts: read(counters.layouts),
    styleRecalcs: read(counters.styleRecalcs),
    scriptSeconds: read(counters.scriptSeconds),
    styleSeconds: read(counters.styleSeconds),
    layoutSeconds: read(counters.layoutSeconds),
    taskSeconds: read(counters.taskSeconds),
  };
}
