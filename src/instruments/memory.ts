import type { CDPSession, Page } from 'playwright';
import type { MemoryRecording } from '../metrics/recordings.ts';
import { countElements } from '../page/count-elements.ts';

/**
 * How the heap is collected before it is read. The recipe changes the figure, so a change of it is a
 * new version of `js-heap`, `backing-store` and `dom-nodes`.
 *
 * Version 1: three collections, each after a frame and an idle period of the page, so that what was
 * posted by the one before (finalizers, weak callbacks) has run.
 */
const collections = 3;

function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 500 }));
  });
}

/** Reads DOM counters and heap after forced collections. It stops the main thread: never beside a timing. */
export async function readMemory(page: Page, session: CDPSession): Promise<MemoryRecording> {
  for (let round = 0; round < collections; round++) {
    await page.evaluate(untilIdle);
    await session.send('HeapProfiler.collectGarbage');
  }
  const { nodes } = await session.send('Memory.getDOMCounters');
  const heap: { usedSize: number; backingStorageSize?: number } = await session.send('Runtime.getHeapUsage');
  const counts = await Promise.all(page.frames().map((frame) => frame.evaluate(countElements)));
  return {
    elements: counts.reduce((sum, count) => sum + count, 0),
    nodes,
    heapBytes: heap.usedSize,
    backingStoreBytes: heap.backingStorageSize,
  };
}
