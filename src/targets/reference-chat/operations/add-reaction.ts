import { monotonicUs } from '../../../core/clock.ts';
import type { TrafficOperation } from '../../../traffic/contract.ts';
import { pick } from '../../../traffic/random.ts';
import { type ChatSession, impossible, outcomeOf } from './session.ts';

const emojis = ['👍', '❤️', '😂', '🎉', '😮', '🙏'];

/**
 * Reacts to a recently seen message, or removes the reaction if it is already set: setting it twice would
 * write nothing, and a long run would write less and less.
 */
export const addReaction: TrafficOperation<ChatSession> = {
  name: 'add-reaction',
  async perform(session, random) {
    const message = pick(session.messages, random);
    const emoji = pick(emojis, random);
    if (message === undefined || emoji === undefined) return impossible(monotonicUs(), 'no message');
    const key = `${message.id} ${emoji}`;
    const active = !session.reactions.has(key);
    const answer = await session.api.react(message.id, emoji, active);
    return outcomeOf(answer, () => {
      if (active) session.reactions.add(key);
      else session.reactions.delete(key);
    });
  },
};
