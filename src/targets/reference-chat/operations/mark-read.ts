import { monotonicUs } from '../../../core/clock.ts';
import type { TrafficOperation } from '../../../traffic/contract.ts';
import { pick } from '../../../traffic/random.ts';
import { type ChatSession, impossible, outcomeOf } from './session.ts';

/** Reads one to three more messages of a conversation; small steps, so that they last for a long run. */
export const markRead: TrafficOperation<ChatSession> = {
  name: 'mark-read',
  async perform(session, random) {
    const unread = session.conversations.filter((one) => one.lastReadSequence < one.lastSequence);
    const conversation = pick(unread.length > 0 ? unread : session.conversations, random);
    if (conversation === undefined) return impossible(monotonicUs(), 'no conversation');
    const { id, lastSequence, lastReadSequence } = conversation;
    const sequence = Math.min(lastSequence, lastReadSequence + 1 + Math.floor(random() * 3));
    const answer = await session.api.markRead(id, sequence);
    return outcomeOf(answer, () => {
      conversation.lastReadSequence = Math.max(conversation.lastReadSequence, sequence);
    });
  },
};
