import type { Page } from 'playwright';
import { causeText } from '../core/errors.ts';
import type { Vital } from '../page/vitals.ts';

/** What web-vitals noted inside of one frame; times in ms since the time origin of the page's top document. */
export interface FrameVitals {
  vitals: Vital[];
  interactions: number;
}

/** Interactions inside of frames, of any origin: a document is told of its own only. */
export async function interactionsOfFrames(page: Page): Promise<FrameVitals[]> {
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  if (frames.length === 0) return [];
  const originMs = await page.evaluate(() => performance.timeOrigin);
  const read = await Promise.all(
    frames.map((frame) =>
      frame.evaluate(readInteractions, originMs).catch((cause: unknown) => {
        // A frame may go at any time, and takes its interactions with it.
        if (/detached|destroyed|closed|navigation/i.test(causeText(cause))) return undefined;
        throw cause;
      }),
    ),
  );
  return read.filter((frame) => frame !== undefined);
}

/** Runs inside a frame, where nobody interacted with it at once; else after the frame has painted. */
async function readInteractions(topOriginMs: number): Promise<FrameVitals> {
  const interactions = (performance as Performance & { interactionCount?: number }).interactionCount ?? 0;
  if (interactions === 0) return { vitals: [], interactions };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let frames = 0; frames < 4; frames++) await frame();
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }));
  const laterMs = performance.timeOrigin - topOriginMs;
  const vitals = performance.getEntriesByName('backscroll:vital').flatMap((mark) => {
    const vital = (mark as PerformanceMark).detail as Vital;
    if (vital.name !== 'INP') return [];
    return [{ ...vital, startMs: vital.startMs === null ? null : vital.startMs + laterMs }];
  });
  return { vitals, interactions };
}
