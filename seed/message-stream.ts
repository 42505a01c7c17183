import { at } from './calendar.ts';
import type { Plan } from './plan.ts';
import { openStream, type Random } from './random.ts';

/** More than the messages of any conversation, so that a conversation and a sequence give a unique number. */
const sequences = 2 ** 14;

/**
 * The random stream of one message. It depends on conversation and sequence, not on the id, which depends on
 * the messages of other conversations.
 */
export function openMessageStream({ seed, timeline }: Plan, stream: number, index: number): Random {
  return openStream(
    seed,
    stream,
    at(timeline.conversationId, index) * sequences + at(timeline.sequence, index),
  );
}
