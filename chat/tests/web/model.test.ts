import { expect, test } from '@playwright/test';
import type { Message } from '../../shared/api.ts';
import { dayName, timeOfDay, whenShort } from '../../web/src/model/format.ts';
import { appendMessages, prependPage, withReaction, withText } from '../../web/src/model/merge.ts';
import { createRowBuilder } from '../../web/src/view/feed/rows.ts';
import { wavePath } from '../../web/src/view/media/wave-path.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 3, 12, minute)).toISOString();

function message(sequence: number, change: Partial<Message> = {}): Message {
  const none = {
    ...{ attachments: [], reactions: [], poll: null, clientId: null },
    ...{ editedAt: null, deletedAt: null, replyTo: null, linkPreview: null },
  };
  const own = { id: 1000 + sequence, conversationId: 1, sequence, senderId: 7, kind: 'text' as const };
  return { ...own, ...none, body: `message ${sequence}`, createdAt: at(sequence), ...change };
}

const sequences = (messages: readonly Message[]) => messages.map(({ sequence }) => sequence);

test('messages are added in order, once, and only up to a gap', () => {
  const known = [message(1), message(2)];
  const incoming = [message(6), message(4), message(2), message(3), message(4), message(6)];
  const { messages, held } = appendMessages(known, incoming);
  expect(sequences(messages)).toEqual([1, 2, 3, 4]);
  expect(sequences(held)).toEqual([6]);
  expect(appendMessages(known, [message(2)]).messages).toBe(known);
});

test('an older page is put before what is known, without its overlap', () => {
  expect(sequences(prependPage([message(3), message(4)], [message(1), message(2), message(3)]))).toEqual([
    1, 2, 3, 4,
  ]);
});

test('a reaction is added, counted and removed', () => {
  const once = withReaction(message(1), { emoji: '🎉', count: 1, mine: true });
  expect(once.reactions).toEqual([{ emoji: '🎉', count: 1, mine: true }]);
  const twice = withReaction(once, { emoji: '🎉', count: 2 });
  expect(twice.reactions).toEqual([{ emoji: '🎉', count: 2, mine: true }]);
  expect(withReaction(twice, { emoji: '🎉', count: 0 }).reactions).toEqual([]);
});

test('a preview goes with its link, and everything goes with its message', () => {
  const linkPreview = { url: 'https://example.org/a', site: 'example.org', title: 'A', description: '' };
  const linked = message(1, { body: `See ${linkPreview.url}`, linkPreview });
  const change = { editedAt: at(2), deletedAt: null };
  expect(withText(linked, { ...change, body: `Do see ${linkPreview.url}` }).linkPreview).toEqual(linkPreview);
  expect(withText(linked, { ...change, body: 'Never mind' }).linkPreview).toBeNull();
  expect(withText(linked, { body: '', editedAt: null, deletedAt: at(2) }).linkPreview).toBeNull();
});

test('the oldest message is held back until it is known what comes before it', () => {
  const build = createRowBuilder();
  const messages = [message(5), message(6)];
  const more = build({ messages, pending: [], hasBefore: true, readUpTo: null, meId: 1 });
  expect(more.map(({ message: { sequence } }) => sequence)).toEqual([6]);
  const all = build({ messages, pending: [], hasBefore: false, readUpTo: null, meId: 1 });
  expect(all.map(({ startsDay, startsGroup }) => [startsDay, startsGroup])).toEqual([
    [true, true],
    [false, false],
  ]);
});

test('rows that look the same stay the same objects when messages are added at either end', () => {
  const build = createRowBuilder();
  const messages = [message(5), message(6), message(7)];
  const before = build({ messages, pending: [], hasBefore: true, readUpTo: null, meId: 1 });
  const grown = [message(4), ...messages, message(8, { senderId: 9 })];
  const after = build({ messages: grown, pending: [], hasBefore: true, readUpTo: null, meId: 1 });
  expect(after[1]).toBe(before[0]);
  expect(after[2]).toBe(before[1]);
});

test('rows that are built upon the last ones are those that are built anew', () => {
  const build = createRowBuilder();
  const whole = Array.from({ length: 12 }, (_, index) =>
    message(index + 1, { senderId: index % 5 === 0 ? 9 : 7, createdAt: at(index * 3) }),
  );
  const draft = { clientId: 'd', body: 'd', createdAt: at(34), replyTo: null, attached: [] };
  const failed = { ...draft, state: 'failed' as const };
  const sending = { ...draft, state: 'sending' as const };
  const changed = whole.with(6, message(7, { senderId: 9 }));
  const steps = [
    { messages: whole.slice(4, 8), hasBefore: true, pending: [] },
    { messages: whole.slice(4, 9), hasBefore: true, pending: [] },
    { messages: whole.slice(4, 9), hasBefore: true, pending: [sending] },
    { messages: whole.slice(4, 9), hasBefore: true, pending: [failed] },
    { messages: whole.slice(4), hasBefore: true, pending: [] },
    { messages: whole, hasBefore: false, pending: [sending] },
    { messages: changed, hasBefore: false, pending: [sending] },
    { messages: whole.slice(0, 3), hasBefore: false, pending: [] },
    { messages: [], hasBefore: false, pending: [failed] },
    { messages: whole, hasBefore: false, pending: [] },
  ];
  for (const step of steps) {
    const input = { ...step, readUpTo: 6, meId: 7 };
    expect(build(input)).toEqual(createRowBuilder()(input));
  }
});

test('a row keeps its key when its message is confirmed', () => {
  const build = createRowBuilder();
  const clientId = '6f1c2d1e-7a53-4d0b-9d53-0f4c2f3f8a11';
  const written = { clientId, body: 'hello', createdAt: at(9), replyTo: null, attached: [] };
  const pending = [{ ...written, state: 'sending' as const }];
  const [draft] = build({ messages: [], pending, hasBefore: false, readUpTo: null, meId: 7 });
  const confirmed = [message(1, { clientId })];
  const [row] = build({ messages: confirmed, pending: [], hasBefore: false, readUpTo: null, meId: 7 });
  expect([draft?.state, row?.state]).toEqual(['sending', 'sent']);
  expect(row?.key).toBe(draft?.key);
});

test('a waveform has a bar for each part of a recording, of silence too', () => {
  expect(wavePath([0, 50, 100])).toBe('M0 12.5h31.2v3h-31.2zM48 7h31.2v14h-31.2zM96 0h31.2v28h-31.2z');
  expect(wavePath(null).match(/M/g)).toHaveLength(48);
});

test('dates and times are those of the language’s own formatter', () => {
  const formatted = (options: Intl.DateTimeFormatOptions, date: Date) =>
    new Intl.DateTimeFormat('en', options).format(date);
  const now = new Date(2026, 10, 22, 9, 5);
  const weekday = 'long';
  for (let daysAgo = 2; daysAgo < 800; daysAgo += 13) {
    const date = new Date(2026, 10, 22 - daysAgo, daysAgo % 24, daysAgo % 60);
    const iso = date.toISOString();
    const [day, month] = ['numeric', 'long'] as const;
    const long = date.getFullYear() === 2026 ? { weekday, day, month } : { day, month, year: day };
    expect(dayName(iso, now)).toBe(formatted(long as Intl.DateTimeFormatOptions, date));
    expect(timeOfDay(iso)).toBe(formatted({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, date));
    const short = daysAgo < 7 ? { weekday: 'short' as const } : { day, month: 'short' as const };
    expect(whenShort(iso, now)).toBe(formatted(short, date));
  }
  expect([dayName(now.toISOString(), now), whenShort(now.toISOString(), now)]).toEqual(['Today', '09:05']);
});
