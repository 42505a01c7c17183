import { scroll } from '../instruments/scroll.ts';
import type { ChatTarget, Conversation } from '../targets/target.ts';
import { openLoaded } from './open-loaded.ts';
import type { Scenario } from './scenario.ts';

/**
 * The same distance at the same pace whatever the length, so that the sizes compare; it fits into
 * fifty messages. Brisk reading speed: about two screens of a phone a second.
 */
export const historyGesture = { distancePx: -3000, pixelsPerSecond: 1500 } as const;

/** Scrolls up through history that is already loaded: what the length of a conversation costs. */
export function scrollHistory(params: { messages: number }): Scenario<ChatTarget, Conversation> {
  return {
    id: 'scroll-history',
    params,
    title: `Scrolling through ${params.messages} loaded messages`,
    passes: ['recorded', 'timing', 'memory'],
    needs: ['conversation', 'opening'],
    besideTraffic: false,
    prepare: (stage) => openLoaded(stage, params.messages),
    act: async ({ page, session, target: { chat } }) => {
      const scrolled = await scroll(page, session, { scroller: chat.scroller, ...historyGesture });
      return { scrolls: [scrolled], journeys: [] };
    },
  };
}
