import { at } from './calendar.ts';
import type { Plan } from './plan.ts';
import { openStream, type Random } from './random.ts';

/** Longer than any conversation, so that a conversation and a sequence make one number. */
const sequences = 2 ** 14;

/**
 * The stream of one message. It hangs on conversation and sequence, not on the id: that depends on what
 * was written elsewhere.
 */
export function openMessageStream({ seed, timeline }: Plan, stream: number, index: number): Random {
  return openStream(
    seed,
    stream,
    at(timeline.conversationId, index) * sequences + at(timeline.sequence, index),
  );
}
