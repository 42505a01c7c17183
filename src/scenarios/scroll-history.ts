import { scroll } from '../instruments/scroll.ts';
import { domElements } from '../metrics/dom-elements.ts';
import { droppedFrames } from '../metrics/dropped-frames.ts';
import { jsHeap } from '../metrics/js-heap.ts';
import type { Conversation } from '../targets/target.ts';
import { perMessage } from './limits.ts';
import { openLoaded, scrollerOf } from './open-loaded.ts';
import { chatScenario } from './scenario.ts';

/**
 * The same distance and speed for every length, so that the sizes are comparable; it fits into fifty
 * messages. Brisk reading speed: about two screens of a phone a second.
 */
export const historyGesture = { distancePx: -3000, pixelsPerSecond: 1500 } as const;

/** 2,000 more messages may affect one frame in twenty. */
export const fewMoreDroppedFrames = perMessage(droppedFrames, 2.5, 1_000);

/** Scrolls up through history that is already loaded: shows the cost of a conversation's length. */
export const scrollHistory = chatScenario<Conversation>({
  id: 'scroll-history',
  sizes: [50, 150, 500, 2_000],
  // It lies between two sizes that the quick suite measures, so there it would only add time.
  nightlySizes: [500],
  comparedByDefault: false,
  budgets: {
    atDevices: [],
    everywhere: [perMessage(domElements, 2), perMessage(jsHeap, 3_000), fewMoreDroppedFrames],
  },
  primary: [droppedFrames, domElements, jsHeap],
  question: (messages) =>
    messages === 50
      ? 'scrolling 50 messages is smooth, the base of what longer conversations may cost'
      : `scrolling ${messages} messages costs no more than scrolling 50`,
  play: (messages) => ({
    title: `Scrolling through ${messages} loaded messages`,
    passes: ['recorded', 'timing', 'memory'],
    needs: ['conversation', 'opening'],
    besideTraffic: false,
    prepare: (stage) => openLoaded(stage, messages),
    act: async ({ page, session, target: { chat } }) => {
      const scrolled = await scroll(page, session, { scroller: scrollerOf(page, chat), ...historyGesture });
      return { scrolls: [scrolled], journeys: [] };
    },
  }),
});
