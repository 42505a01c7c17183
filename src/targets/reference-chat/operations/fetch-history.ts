import { monotonicUs } from '../../../core/clock.ts';
import type { TrafficOperation } from '../../../traffic/contract.ts';
import { pick } from '../../../traffic/random.ts';
import { type ChatSession, historyLimit, impossible, outcomeOf } from './session.ts';

/** Opens a conversation, or scrolls back to a random place in it, each with probability one half. */
export const fetchHistory: TrafficOperation<ChatSession> = {
  name: 'fetch-history',
  async perform(session, random) {
    const conversation = pick(session.conversations, random);
    if (conversation === undefined) return impossible(monotonicUs(), 'no conversation');
    const { id, lastSequence } = conversation;
    const older =
      random() < 0.5 && lastSequence > 0 ? { before: 1 + Math.ceil(random() * lastSequence) } : {};
    const answer = await session.api.history(id, { limit: historyLimit, ...older });
    return outcomeOf(answer, ({ messages }) => session.remember(messages));
  },
};
