import { at, drawMoment, historyStartMs } from './calendar.ts';
import type { Conversation } from './conversations.ts';
import { openStream, type Random, streams } from './random.ts';
import type { Size } from './sizes.ts';

/** The kinds of content of a message. */
export const content = { text: 0, image: 1, album: 2, video: 3, file: 4, poll: 5, voice: 6 } as const;

/** All messages as columns, in the order of their times; the index + 1 is the id. */
export type Timeline = {
  length: number;
  conversationId: Int32Array;
  sequence: Int32Array;
  senderId: Int32Array;
  timeMs: Float64Array;
  content: Uint8Array;
};

const minuteMs = 60_000;
/** A sort key of 53 bits contains a time and an index below this limit. */
const mostMessages = 2 ** 20;

/**
 * Writes every conversation and sorts all messages by time. A real chat also stores them in that order, so
 * the messages of one conversation are scattered over the table.
 */
export function makeTimeline(seed: number, size: Size, conversations: Conversation[]): Timeline {
  const length = conversations.reduce((sum, { messages }) => sum + messages, 0);
  if (length > mostMessages) throw new RangeError(`${length} messages are more than ${mostMessages}`);
  const written = emptyTimeline(length);
  const contents = spreadContents(seed, size, conversations);
  const keys = new Float64Array(length);
  let first = 0;
  let firstOther = 0;
  for (const conversation of conversations) {
    writeConversation(seed, conversation, written, first);
    if (conversation.role !== 'journey') {
      written.content.set(contents.subarray(firstOther, firstOther + conversation.messages), first);
      firstOther += conversation.messages;
    }
    first += conversation.messages;
  }
  for (let index = 0; index < length; index++) {
    keys[index] = (at(written.timeMs, index) - historyStartMs) * mostMessages + index;
  }
  return reorder(written, keys.sort());
}

/** The times, senders and (in a journey) contents of one conversation. */
function writeConversation(seed: number, conversation: Conversation, to: Timeline, first: number): void {
  const random = openStream(seed, streams.timeline, conversation.id);
  const { id, members, messages, role } = conversation;
  const times = drawTimes(random, conversation);
  let sender = random.pick(members);
  for (let index = 0; index < messages; index++) {
    // People write several messages in a row.
    if (!random.chance(0.4)) sender = random.chance(0.15) ? at(members, 0) : random.pick(members);
    to.conversationId[first + index] = id;
    to.sequence[first + index] = index + 1;
    to.senderId[first + index] = sender;
    to.timeMs[first + index] = at(times, index);
    if (role === 'journey') to.content[first + index] = journeyContent(random, messages - 1 - index);
  }
}

/** Messages come in bursts: a few within minutes, then none for hours. */
function drawTimes(random: Random, { messages, fromMs, toMs }: Conversation): Float64Array {
  const bursts = Array.from({ length: Math.ceil(messages / 5) }, () => drawMoment(random, fromMs, toMs));
  const times = new Float64Array(messages);
  for (let index = 0; index < messages; index++) {
    const delayMs = -Math.log(1 - random.next()) * 4 * minuteMs;
    times[index] = Math.min(Math.floor(random.pick(bursts) + delayMs), toMs - 1);
  }
  return times.sort();
}

/**
 * About 30 % images, a quarter of them albums; some videos, files and voice notes. Each journey ends with a
 * picture and a short text (closing.ts), so that a picture is in view on every screen.
 *
 * @param newer how many messages follow in the journey
 */
function journeyContent(random: Random, newer: number): number {
  const draw = random.next();
  if (newer === 0) return content.text;
  if (newer === 1) return content.image;
  if (draw < 0.225) return content.image;
  if (draw < 0.3) return content.album;
  if (draw < 0.33) return content.video;
  if (draw < 0.36) return content.file;
  if (draw < 0.39) return content.voice;
  return content.text;
}

/** The configured number of each kind, shuffled; the last message of the group "Everyone" is a poll. */
function spreadContents(seed: number, size: Size, conversations: Conversation[]): Uint8Array {
  const { messages, attached } = size;
  const random = openStream(seed, streams.timeline, 0);
  const contents = new Uint8Array(messages);
  let filled = 0;
  for (const kind of ['image', 'video', 'file', 'voice'] as const) {
    contents.fill(content[kind], filled, filled + attached[kind]);
    filled += attached[kind];
  }
  for (let index = messages - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const kept = at(contents, index);
    contents[index] = at(contents, other);
    contents[other] = kept;
  }
  const others = conversations.filter(({ role }) => role !== 'journey');
  const poll = others.findIndex(({ role }) => role === 'everyone');
  const last = others.slice(0, poll + 1).reduce((sum, conversation) => sum + conversation.messages, -1);
  contents[contents.indexOf(content.text)] = at(contents, last);
  contents[last] = content.poll;
  return contents;
}

function reorder(from: Timeline, keys: Float64Array): Timeline {
  const to = emptyTimeline(from.length);
  for (let index = 0; index < from.length; index++) {
    const source = at(keys, index) % mostMessages;
    to.conversationId[index] = at(from.conversationId, source);
    to.sequence[index] = at(from.sequence, source);
    to.senderId[index] = at(from.senderId, source);
    to.timeMs[index] = at(from.timeMs, source);
    to.content[index] = at(from.content, source);
  }
  return to;
}

function emptyTimeline(length: number): Timeline {
  return {
    length,
    conversationId: new Int32Array(length),
    sequence: new Int32Array(length),
    senderId: new Int32Array(length),
    timeMs: new Float64Array(length),
    content: new Uint8Array(length),
  };
}
