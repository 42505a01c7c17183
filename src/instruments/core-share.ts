/**
 * The share of a core that a page's main thread had while it worked: CPU time of its tasks divided by their
 * wall time. In the rest of that time another thread or process used the core.
 *
 * Chromium's CPU throttle counts such waiting as work and stalls for it as well: at a rate of 4, a thread
 * that has half of a core is eight times as slow. On two cores the browser's other threads, the target's
 * server and the harness are enough to cause this, while a probe that only runs script has its core for
 * itself.
 */
import type { Page } from 'playwright';
import { startMainThreadWork } from './main-thread-work.ts';

/** With less work the share is meaningless: the measurement's own commands are a part of it. */
const leastWorkMs = 200;

/**
 * Measures a page from now on, with two CDP sessions: one session has only one clock.
 *
 * Source: Chrome DevTools Protocol, Performance.getMetrics, TaskDuration by both time domains.
 *
 * @returns a function that ends the measurement; its result is undefined where the page hardly worked, or
 *   is loading another document
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
    // In the order of their start, so that both cover the same time.
    const [wall, thread] = [await stopWall(), await stopThread()];
    for (const session of sessions) await session.detach();
    return thread === undefined || wall === undefined ? undefined : coreShare(thread.taskMs, wall.taskMs);
  };
}

/** @returns 0 to 1; undefined for less than 200 ms of work */
export function coreShare(threadMs: number, wallMs: number): number | undefined {
  return wallMs < leastWorkMs ? undefined : Math.min(1, threadMs / wallMs);
}
