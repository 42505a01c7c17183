import { monotonicUs } from '../../../core/clock.ts';
import type { Random, TrafficOperation } from '../../../traffic/contract.ts';
import { pick } from '../../../traffic/random.ts';
import { stampedClientId } from './client-id.ts';
import { type ChatSession, impossible, outcomeOf, streamOf } from './session.ts';

const words =
  'the we you it so then there here maybe again tomorrow later photos picture train station harbour garden lunch coffee ticket meeting minutes looks great fine thanks sorry late early bring take send saw found left right'.split(
    ' ',
  );

/** Three to forty words, usually few, like messages of people. */
function text(random: Random): string {
  const length = 3 + Math.floor(random() * random() * 38);
  return Array.from({ length }, () => pick(words, random)).join(' ');
}

/** Sends a text message; its client id carries the time, so that receivers on this host know its age. */
export const sendMessage: TrafficOperation<ChatSession> = {
  name: 'send-message',
  async perform(session, random) {
    const conversation = pick(session.conversations, random);
    if (conversation === undefined) return impossible(monotonicUs(), 'no conversation');
    const { id } = conversation;
    const body = text(random);
    const answer = await session.api.send(id, { clientId: stampedClientId(monotonicUs()), body });
    return outcomeOf(
      answer,
      ({ message }) => {
        session.remember([message]);
        session.advance(id, message.sequence);
      },
      ({ message }) => ({ stream: streamOf(id), id: message.sequence }),
    );
  },
};
