/**
 * How much of a core a page's main thread had while it worked: its tasks by the clock of the thread, as a share of the same
 * tasks by the clock on the wall. The rest of the time somebody else had the core.
 *
 * Chromium's CPU throttle takes such waiting for work and stalls for it as well: at a rate of 4 a thread that has half of
 * a core is eight times as slow. On two cores the browser's other threads, the target's server and the harness are
 * enough for that, while a probe of nothing but script has its core for itself.
 */
import type { Page } from 'playwright';
import { startMainThreadWork } from './main-thread-work.ts';

/** Of less work nothing can be said: the questions themselves are a part of it. */
const leastWorkMs = 200;

/**
 * Watches a page from now on, by two sessions of its own: one has one clock.
 *
 * Source: Chrome DevTools Protocol, Performance.getMetrics, TaskDuration by both time domains.
 *
 * @returns what ends the watch; its answer is undefined where the page hardly worked, or is loading another document
 * @throws HarnessError `CPU_TIME_MISSING`
 */
export async function startCoreShare(page: Page): Promise<() => Promise<number | undefined>> {
  const sessions = [
    await page.context().newCDPSession(page),
    await page.context().newCDPSession(page),
  ] as const;
  const [byWall, byThread] = sessions;
  const stopWall = await startMainThreadWork(byWall, 'timeTicks');
  const stopThread = await startMainThreadWork(byThread, 'threadTicks');
  return async () => {
    // In the order in which they began, so that both cover as much.
    const [wall, thread] = [await stopWall(), await stopThread()];
    for (const session of sessions) await session.detach();
    return thread === undefined || wall === undefined ? undefined : coreShare(thread.taskMs, wall.taskMs);
  };
}

/** @returns 0 to 1; undefined of less than 200 ms of work */
export function coreShare(threadMs: number, wallMs: number): number | undefined {
  return wallMs < leastWorkMs ? undefined : Math.min(1, threadMs / wallMs);
}
