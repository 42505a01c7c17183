import type { LongTask } from './recordings.ts';

/** Beyond this a task blocks: the limit of the Long Tasks specification. */
const blockingMs = 50;

/**
 * Time that long tasks take beyond 50 ms each within a window (ms).
 *
 * A task that crosses an edge of the window is cut there first: of a task of 150 ms whose last 100 ms lie
 * within, 50 ms count. The edges are inclusive, and a window that ends before it begins has no blocking.
 * Source: Lighthouse, calculateSumOfBlockingTime (TBTUtils of @paulirish/trace_engine).
 */
export function blockingTimeMs(tasks: readonly LongTask[], fromUs: number, toUs: number): number {
  return tasks.reduce((sum, { startUs, durationMs }) => {
    const withinUs = Math.min(startUs + durationMs * 1000, toUs) - Math.max(startUs, fromUs);
    return sum + Math.max(0, withinUs / 1000 - blockingMs);
  }, 0);
}
