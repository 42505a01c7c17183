import { historyStartMs, isoTime } from './calendar.ts';
import type { Plan } from './plan.ts';
import { openStream, streams } from './random.ts';
import type { Row } from './row.ts';
import { measuredUser } from './sizes.ts';

const dayMs = 86_400_000;

export function* userRows({ people }: Plan): Generator<Row> {
  const created = isoTime(historyStartMs - 30 * dayMs);
  for (const { id, handle, name, hue } of people) yield [id, handle, name, hue, created];
}

export function* conversationRows({ conversations, timeline }: Plan): Generator<Row> {
  const lastMs = new Float64Array(conversations.length + 1);
  for (let index = 0; index < timeline.length; index++) {
    lastMs[timeline.conversationId[index] ?? 0] = timeline.timeMs[index] ?? 0;
  }
  for (const { id, role, channel, title, messages, fromMs } of conversations) {
    const kind = role === 'direct' ? 'direct' : 'group';
    yield [id, kind, channel, title, messages, isoTime(lastMs[id] ?? fromMs), isoTime(fromMs)];
  }
}

export function* memberRows({ seed, conversations }: Plan): Generator<Row> {
  for (const { id, role, members, messages } of conversations) {
    const random = openStream(seed, streams.reading, id);
    for (const member of members) {
      const unread = random.chance(0.6) ? 0 : random.below(Math.min(messages, 30) + 1);
      // The measured user has read the journeys, so that they open without a mark for unread messages.
      const read = role === 'journey' && member === measuredUser ? messages : messages - unread;
      yield [id, member, read];
    }
  }
}
