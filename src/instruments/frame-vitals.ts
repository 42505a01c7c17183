import type { Frame, Page } from 'playwright';
import { causeText } from '../core/errors.ts';
import type { InteractionEvent, PageVitals, Vital } from '../page/vitals.ts';
import { loadedFrames } from './loaded-frames.ts';
import { unlessLate } from './unless-late.ts';

/** Data of a page's frames, without its top document. */
export interface FramesRead {
  frames: readonly PageVitals[];
  /** Why one of the frames is missing here. */
  unread: string | undefined;
}

/** A frame answers when its main thread is idle; one that takes longer is stuck. */
const answerWithinMs = 5_000;

/**
 * Reads the interactions inside frames of any origin, because each document gets only its own. Also makes the
 * frames write their last long tasks to the trace.
 */
export async function readFrames(page: Page): Promise<FramesRead> {
  const frames = loadedFrames(page).filter((frame) => frame !== page.mainFrame());
  if (frames.length === 0) return { frames: [], unread: undefined };
  const originMs = await page.evaluate(() => performance.timeOrigin);
  const read = await Promise.all(
    frames.map((frame) => unlessLate(readFrame(frame, originMs), answerWithinMs)),
  );
  const late = frames.filter((_, index) => read[index] === undefined);
  return {
    frames: read.flatMap((each) => (each === undefined || each === 'gone' ? [] : [each])),
    unread: late[0] && `a frame of ${originOf(late[0])} did not answer within ${answerWithinMs / 1000} s`,
  };
}

async function readFrame(frame: Frame, originMs: number): Promise<PageVitals | 'gone'> {
  try {
    return await frame.evaluate(readInteractions, originMs);
  } catch (cause) {
    // A frame may be removed at any time, together with its interactions.
    if (/detached|destroyed|closed|navigation/i.test(causeText(cause))) return 'gone';
    throw cause;
  }
}

/** Without the path, which may contain a secret. */
function originOf(frame: Frame): string {
  return URL.parse(frame.url())?.host || 'the page';
}

/** Runs inside a frame. Returns at once without interactions; otherwise after the frame has painted. */
async function readInteractions(topOriginMs: number): Promise<PageVitals> {
  dispatchEvent(new Event('backscroll:read'));
  const interactions = (performance as Performance & { interactionCount?: number }).interactionCount ?? 0;
  if (interactions === 0) return { vitals: [], interactionEvents: [], interactions };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let frames = 0; frames < 4; frames++) await frame();
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }));
  dispatchEvent(new Event('backscroll:read'));
  const laterMs = performance.timeOrigin - topOriginMs;
  const details = (name: string): unknown[] =>
    performance.getEntriesByName(name).map((mark) => (mark as PerformanceMark).detail);
  const vitals = (details('backscroll:vital') as Vital[]).flatMap((vital) => {
    if (vital.name !== 'INP') return [];
    return [{ ...vital, startMs: vital.startMs === null ? null : vital.startMs + laterMs }];
  });
  const interactionEvents = (details('backscroll:interaction') as InteractionEvent[]).map((event) => ({
    ...event,
    startMs: event.startMs + laterMs,
  }));
  return { vitals, interactionEvents, interactions };
}
