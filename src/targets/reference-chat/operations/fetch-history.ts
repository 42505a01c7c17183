import { monotonicUs } from '../../../core/clock.ts';
import type { TrafficOperation } from '../../../traffic/contract.ts';
import { pick } from '../../../traffic/random.ts';
import { type ChatSession, historyLimit, impossible, outcomeOf } from './session.ts';

/** Opens a conversation, or scrolls back in it to anywhere: every other time each. */
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
