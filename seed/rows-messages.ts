import { at, isoTime } from './calendar.ts';
import { isClosing } from './closing.ts';
import { drawLink, writeLink } from './links.ts';
import { openMessageStream } from './message-stream.ts';
import type { Plan } from './plan.ts';
import { streams } from './random.ts';
import type { Row } from './row.ts';
import { makeWriter, type Writer } from './text.ts';
import { content } from './timeline.ts';

const emojis = ['👍', '❤️', '😂', '🎉', '😮', '🙏', '🔥', '👀'];
const kinds = ['text', 'media', 'media', 'media', 'media', 'poll', 'media'] as const;
export const pollQuestion = 'Where shall we meet next time?';

export function* messageRows(plan: Plan): Generator<Row> {
  const { timeline, seed } = plan;
  const writer = makeWriter(seed);
  for (let index = 0; index < timeline.length; index++) {
    const carried = at(timeline.content, index);
    const timeMs = at(timeline.timeMs, index);
    const { replyTo, editedMs, deletedMs } = drawChange(plan, index);
    yield [
      index + 1,
      at(timeline.conversationId, index),
      at(timeline.sequence, index),
      at(timeline.senderId, index),
      at(kinds, carried),
      deletedMs === null ? writeBody(plan, index, writer) : '',
      isoTime(timeMs),
      replyTo,
      editedMs === null ? null : isoTime(editedMs),
      deletedMs === null ? null : isoTime(deletedMs),
    ];
  }
}

type Change = { replyTo: number | null; editedMs: number | null; deletedMs: number | null };

/** The largest distance from a message to the one that it replies to (messages). */
const answeredWithin = 20;
/** Time from a message to its edit or deletion. */
const afterthoughtMs = 90_000;

/** Some texts reply to an earlier message, some are edited, and few are deleted. */
function drawChange(plan: Plan, index: number): Change {
  const { timeline } = plan;
  const unchanged = { replyTo: null, editedMs: null, deletedMs: null };
  if (at(timeline.content, index) !== content.text || isClosing(plan, index)) return unchanged;
  const random = openMessageStream(plan, streams.change, index);
  const draw = random.next();
  const earlier = Math.min(at(timeline.sequence, index) - 1, answeredWithin);
  const laterMs = at(timeline.timeMs, index) + afterthoughtMs;
  if (draw < 0.08)
    return earlier < 1
      ? unchanged
      : { ...unchanged, replyTo: at(timeline.sequence, index) - 1 - random.below(earlier) };
  if (draw < 0.1) return { ...unchanged, editedMs: laterMs };
  return draw < 0.104 ? { ...unchanged, deletedMs: laterMs } : unchanged;
}

function writeBody(plan: Plan, index: number, writer: Writer): string {
  const random = openMessageStream(plan, streams.message, index);
  const carried = at(plan.timeline.content, index);
  if (isClosing(plan, index)) return carried === content.text ? writer.short(random) : '';
  switch (carried) {
    case content.text: {
      const link = drawLink(plan, index);
      return link === null ? writer.message(random) : writeLink(link, () => writer.message(random));
    }
    case content.poll:
      return pollQuestion;
    // A voice note has no text.
    case content.voice:
      return '';
    default:
      return writer.caption(random);
  }
}

export function isDeleted(plan: Plan, index: number): boolean {
  return drawChange(plan, index).deletedMs !== null;
}

/** Reactions of members, in a journey on about every seventh message. */
export function* reactionRows(plan: Plan): Generator<Row> {
  const { timeline, conversations } = plan;
  for (let index = 0; index < timeline.length; index++) {
    const { role, members } = at(conversations, at(timeline.conversationId, index) - 1);
    if (isDeleted(plan, index)) continue;
    const random = openMessageStream(plan, streams.reaction, index);
    if (!random.chance(role === 'journey' ? 0.15 : 0.08)) continue;
    // Now and then all members of the group "Everyone" react.
    const all = role === 'everyone' && random.chance(0.1);
    const count = all ? members.length : Math.min(members.length, 1 + Math.floor(random.next() ** 2 * 8));
    const first = random.below(members.length);
    const favourite = random.pick(emojis);
    const time = isoTime(at(timeline.timeMs, index) + 60_000);
    for (let offset = 0; offset < count; offset++) {
      const emoji = random.chance(0.6) ? favourite : random.pick(emojis);
      yield [index + 1, at(members, (first + offset) % members.length), emoji, time];
    }
  }
}
