import { at } from './calendar.ts';
import type { Plan } from './plan.ts';

/** The picture and the text at the end of a journey. */
const closingMessages = 2;

/**
 * Whether a message is one of the last of a journey, which are in view when the journey opens. They are
 * short, without caption, link and quotation, so that the picture is in view even on the smallest screen.
 */
export function isClosing({ timeline, conversations }: Plan, index: number): boolean {
  const { role, messages } = at(conversations, at(timeline.conversationId, index) - 1);
  return role === 'journey' && at(timeline.sequence, index) > messages - closingMessages;
}
