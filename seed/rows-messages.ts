import { at, isoTime } from './calendar.ts';
import type { Plan } from './plan.ts';
import { openStream, type Random, streams } from './random.ts';
import type { Row } from './row.ts';
import { makeWriter, type Writer } from './text.ts';
import { content } from './timeline.ts';

const emojis = ['👍', '❤️', '😂', '🎉', '😮', '🙏', '🔥', '👀'];
const kinds = ['text', 'media', 'media', 'media', 'media', 'poll'] as const;
export const pollQuestion = 'Where shall we meet next time?';

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

export function* messageRows(plan: Plan): Generator<Row> {
  const { timeline, seed } = plan;
  const writer = makeWriter(seed);
  for (let index = 0; index < timeline.length; index++) {
    const carried = at(timeline.content, index);
    yield [
      index + 1,
      at(timeline.conversationId, index),
      at(timeline.sequence, index),
      at(timeline.senderId, index),
      at(kinds, carried),
      writeBody(writer, carried, openMessageStream(plan, streams.message, index)),
      isoTime(at(timeline.timeMs, index)),
    ];
  }
}

function writeBody(writer: Writer, carried: number, random: Random): string {
  if (carried === content.text) return writer.message(random);
  return carried === content.poll ? pollQuestion : writer.caption(random);
}

/** Reactions of other members, in a lively group on every seventh message. */
export function* reactionRows(plan: Plan): Generator<Row> {
  const { timeline, conversations } = plan;
  for (let index = 0; index < timeline.length; index++) {
    const { role, members } = at(conversations, at(timeline.conversationId, index) - 1);
    const random = openMessageStream(plan, streams.reaction, index);
    if (!random.chance(role === 'journey' ? 0.15 : 0.08)) continue;
    const count = Math.min(members.length, 1 + Math.floor(random.next() ** 2 * 8));
    const first = random.below(members.length);
    const favourite = random.pick(emojis);
    const time = isoTime(at(timeline.timeMs, index) + 60_000);
    for (let offset = 0; offset < count; offset++) {
      const emoji = random.chance(0.6) ? favourite : random.pick(emojis);
      yield [index + 1, at(members, (first + offset) % members.length), emoji, time];
    }
  }
}
