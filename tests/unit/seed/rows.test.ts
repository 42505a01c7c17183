import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { historyEndMs, historyStartMs } from '../../../seed/calendar.ts';
import { generatorVersion } from '../../../seed/manifest.ts';
import { makePlan, type Plan } from '../../../seed/plan.ts';
import { encodeRows, type Row } from '../../../seed/row.ts';
import { findSize, type SizeName, sizeNames } from '../../../seed/sizes.ts';
import { type TableName, tables } from '../../../seed/tables.ts';
import { sampleMedia } from './sample-media.ts';

/** All but the one that is too large to be looked at row by row: it differs in its counts only. */
type TestedSize = Exclude<SizeName, 'large'>;
const tested = sizeNames.filter((size): size is TestedSize => size !== 'large');
const plans = Object.fromEntries(tested.map((size) => [size, makePlan(size, 1, sampleMedia)])) as Record<
  TestedSize,
  Plan
>;

/** The rows of a table as objects. */
function rowsOf(plan: Plan, name: TableName): Record<string, Row[number]>[] {
  const table = tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(name);
  return Array.from(table.rows(plan) as Iterable<Row>, (row) =>
    Object.fromEntries(table.columns.map((column, index) => [column, row[index] ?? null])),
  );
}

function hashOf(plan: Plan): string {
  const hash = createHash('sha256');
  for (const { rows } of tables) {
    for (const chunk of encodeRows(rows(plan), () => undefined)) hash.update(chunk);
  }
  return hash.digest('hex').slice(0, 16);
}

test('the same seed gives the same bytes, for ever', () => {
  expect(hashOf(makePlan('small', 1, sampleMedia))).toBe(hashOf(plans.small));
  expect(hashOf(makePlan('small', 2, sampleMedia))).not.toBe(hashOf(plans.small));
  // When this fails, raise generatorVersion: databases with the old rows must be loaded anew.
  expect({ generatorVersion, small: hashOf(plans.small), standard: hashOf(plans.standard) }).toEqual({
    generatorVersion: 4,
    small: 'ea8ed7b2a4979f5b',
    standard: '301ee7a5881a548e',
  });
});

test('small is as large as row S1 says', () => {
  const { users, conversations, messages, attachments } = countsBesideJourneys(plans.small);
  expect({ users, conversations, messages }).toEqual({ users: 100, conversations: 11, messages: 800 });
  expect(attachments).toEqual({ image: 100, file: 100, voice: 24 });
  expect(rowsOf(plans.small, 'poll_options')).toHaveLength(4);
  const groups = rowsOf(plans.small, 'conversations').filter(({ kind }) => kind === 'group');
  expect(groups.map(({ title }) => title)).toContain('Everyone');
  expect(groups).toHaveLength(5 + 1);
});

test('standard is as large as row S1 says', () => {
  const { users, conversations, messages, attachments } = countsBesideJourneys(plans.standard);
  expect({ users, conversations, messages }).toEqual({
    users: 1_000,
    conversations: 10_000,
    messages: 100_000,
  });
  expect(attachments).toEqual({ image: 10_000, video: 10_000, file: 2_000, voice: 3_000 });
  expect(rowsOf(plans.standard, 'poll_options')).toHaveLength(4);
});

test('tenants is as large as row S1 says, and nobody talks to another business', () => {
  const { users, conversations, messages } = countsBesideJourneys(plans.tenants);
  expect({ users, conversations, messages }).toEqual({ users: 500, conversations: 5_000, messages: 50_000 });
  const businesses = plans.tenants.conversations.map(
    ({ members }) => new Set(members.map((member) => Math.floor((member - 1) / 10))),
  );
  expect(businesses.every(({ size }) => size === 1)).toBe(true);
  expect(new Set(businesses.flatMap((each) => [...each])).size).toBe(50);
});

test('edge has one conversation of more than 10,000 messages, some with a hundred reactions', () => {
  const [longest] = plans.edge.conversations.map(({ messages }) => messages).sort((a, b) => b - a);
  expect(longest).toBe(15_000);
  const reactions = new Map<unknown, number>();
  for (const { message_id } of rowsOf(plans.edge, 'reactions'))
    reactions.set(message_id, (reactions.get(message_id) ?? 0) + 1);
  expect([...reactions.values()].filter((count) => count === 100).length).toBeGreaterThan(10);
});

function countsBesideJourneys(plan: Plan) {
  const journeys = new Set(plan.conversations.filter(({ role }) => role === 'journey').map(({ id }) => id));
  const messages = rowsOf(plan, 'messages').filter((row) => !journeys.has(Number(row.conversation_id)));
  const ids = new Set(messages.map(({ id }) => id));
  const attachments: Record<string, number> = {};
  for (const { message_id, kind } of rowsOf(plan, 'attachments')) {
    if (ids.has(message_id ?? null)) attachments[String(kind)] = (attachments[String(kind)] ?? 0) + 1;
  }
  const conversations = plan.conversations.length - journeys.size;
  return { users: rowsOf(plan, 'users').length, conversations, messages: messages.length, attachments };
}

test('journeys are the same in every size', () => {
  const journey = (plan: Plan) =>
    rowsOf(plan, 'messages')
      .filter(({ conversation_id }) => Number(conversation_id) <= 5)
      .map(({ id, ...rest }) => ({ ...rest, hasId: id !== null }));
  expect(journey(plans.standard)).toEqual(journey(plans.small));
});

test('a journey is heavy with media', () => {
  const ofLongest = rowsOf(plans.small, 'messages').filter(({ conversation_id }) => conversation_id === 5);
  const ids = new Set(ofLongest.map(({ id }) => id));
  const attachments = rowsOf(plans.small, 'attachments').filter(({ message_id }) =>
    ids.has(message_id ?? null),
  );
  const images = attachments.filter(({ kind }) => kind === 'image');
  const withImages = new Map<unknown, number>();
  for (const { message_id } of images) withImages.set(message_id, (withImages.get(message_id) ?? 0) + 1);
  expect(withImages.size / ofLongest.length).toBeGreaterThan(0.28);
  expect(withImages.size / ofLongest.length).toBeLessThan(0.32);
  expect(new Set(withImages.values())).toEqual(new Set([1, 2, 3, 4, 5]));
  expect(new Set(attachments.map(({ kind }) => kind))).toEqual(new Set(['image', 'video', 'file', 'voice']));
});

test('every journey ends with one picture and a short text, so that any screen shows a picture', () => {
  for (const seed of [1, 2, 3]) {
    const plan = makePlan('small', seed, sampleMedia);
    const messages = rowsOf(plan, 'messages');
    const attachments = Map.groupBy(rowsOf(plan, 'attachments'), ({ message_id }) => message_id);
    const withCard = new Set(rowsOf(plan, 'link_previews').map(({ message_id }) => message_id));
    for (const { id, messages: length } of plan.conversations.filter(({ role }) => role === 'journey')) {
      const [picture, newest] = messages
        .filter(({ conversation_id }) => conversation_id === id)
        .sort((a, b) => Number(a.sequence) - Number(b.sequence))
        .slice(-2);
      const plain = { reply_to: null, deleted_at: null };
      expect(newest).toMatchObject({ ...plain, sequence: length, kind: 'text' });
      expect(String(newest?.body)).toMatch(/^.{1,20}$/u);
      expect(withCard.has(newest?.id ?? null)).toBe(false);
      expect(picture).toMatchObject({ ...plain, kind: 'media', body: '' });
      expect((attachments.get(picture?.id ?? null) ?? []).map(({ kind }) => kind)).toEqual(['image']);
    }
  }
});

test('three in a hundred messages of a journey are voice notes: no text, but the shape of a sound', () => {
  const messages = rowsOf(plans.small, 'messages').filter(({ conversation_id }) => conversation_id === 5);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const voices = rowsOf(plans.small, 'attachments').filter(
    ({ message_id, kind }) => kind === 'voice' && byId.has(message_id ?? null),
  );
  expect(voices.length / messages.length).toBeGreaterThan(0.024);
  expect(voices.length / messages.length).toBeLessThan(0.036);
  for (const { message_id } of voices) {
    expect(byId.get(message_id ?? null)).toMatchObject({ kind: 'media', body: '', deleted_at: null });
  }
  const [voice] = voices;
  expect(voice).toMatchObject({ mime_type: 'audio/wav', duration_ms: 4_000, width: null, placeholder: null });
  expect(voice?.peaks).toBe('{0,40,90,100}');
  const others = rowsOf(plans.small, 'attachments').filter(({ kind }) => kind !== 'voice');
  expect(others.filter(({ peaks }) => peaks !== null)).toEqual([]);
});

test('four in a hundred texts have a preview of their first link, which nobody owns', () => {
  const messages = new Map(rowsOf(plans.standard, 'messages').map((message) => [message.id, message]));
  const previews = rowsOf(plans.standard, 'link_previews');
  const texts = [...messages.values()].filter(({ kind }) => kind === 'text');
  expect(previews.length / texts.length).toBeGreaterThan(0.036);
  expect(previews.length / texts.length).toBeLessThan(0.044);
  const wrong = previews.filter(({ message_id, url, site, title, description }) => {
    const { kind, body, deleted_at } = messages.get(message_id ?? null) ?? {};
    const [first] = /https?:\/\/\S+/.exec(String(body)) ?? [];
    const isReserved = /(^|\.)example\.(com|net|org)$/.test(new URL(String(url)).hostname);
    const isOfText = kind === 'text' && deleted_at === null && first === url;
    return !isOfText || !isReserved || [site, title, description].includes('');
  });
  expect(wrong).toEqual([]);
  for (const script of ['Latin', 'Cyrillic', 'Arabic', 'Hebrew', 'Devanagari', 'Han', 'Hiragana']) {
    const has = previews.some(({ title }) => new RegExp(`\\p{Script=${script}}`, 'u').test(String(title)));
    expect(has, script).toBe(true);
  }
});

test('the measured user has a dashboard of 10 conversations in small and 100 in standard', () => {
  const listed = (plan: Plan) => rowsOf(plan, 'members').filter(({ user_id }) => user_id === 1).length;
  expect(listed(plans.small)).toBeGreaterThanOrEqual(10);
  expect(listed(plans.standard)).toBeGreaterThanOrEqual(100);
});

for (const size of tested) {
  test(`${size} keeps every rule of the schema`, () => {
    const plan = plans[size];
    const handles = rowsOf(plan, 'users').map(({ handle }) => handle);
    expect(new Set(handles).size).toBe(handles.length);
    expectUnique(plan, 'members', ['conversation_id', 'user_id']);
    expectUnique(plan, 'messages', ['conversation_id', 'sequence']);
    expectUnique(plan, 'link_previews', ['message_id']);
    expectUnique(plan, 'attachments', ['message_id', 'position']);
    expectUnique(plan, 'reactions', ['message_id', 'user_id', 'emoji']);
    expectUnique(plan, 'poll_votes', ['message_id', 'user_id']);
    const pairs = plan.conversations
      .filter(({ role }) => role === 'direct')
      .map(({ members }) => members.join());
    expect(new Set(pairs).size).toBe(findSize(size).directs);
    const members = new Set(rowsOf(plan, 'members').map((row) => `${row.conversation_id}/${row.user_id}`));
    const strangers = rowsOf(plan, 'messages').filter(
      (row) => !members.has(`${row.conversation_id}/${row.sender_id}`),
    );
    expect(strangers).toEqual([]);
  });
}

function expectUnique(plan: Plan, name: TableName, columns: string[]): void {
  const keys = rowsOf(plan, name).map((row) => columns.map((column) => row[column]).join('/'));
  expect(new Set(keys).size, name).toBe(keys.length);
}

test('messages are in the order of time, and of sequence within their conversation', () => {
  const { timeline } = plans.standard;
  const sequences = new Map<number, number>();
  const hours = new Array<number>(24).fill(0);
  let lastMs = historyStartMs;
  timeline.timeMs.forEach((timeMs, index) => {
    if (timeMs < lastMs) throw new Error(`message ${index + 1} is older than the one before`);
    lastMs = timeMs;
    const conversation = timeline.conversationId[index] ?? 0;
    const expected = (sequences.get(conversation) ?? 0) + 1;
    if (timeline.sequence[index] !== expected) throw new Error(`gap in conversation ${conversation}`);
    sequences.set(conversation, expected);
    const hour = new Date(timeMs).getUTCHours();
    hours[hour] = (hours[hour] ?? 0) + 1;
  });
  expect(lastMs).toBeLessThan(historyEndMs);
  // Day and night: the evening has at least five times as much as the small hours.
  expect(hours[19] ?? 0).toBeGreaterThan(5 * (hours[3] ?? 0));
});

test('texts are short and long, in several scripts, with emoji', () => {
  const bodies = rowsOf(plans.small, 'messages').map(({ body }) => String(body));
  const longest = Math.max(...bodies.map((body) => body.length));
  expect(longest).toBeGreaterThan(400);
  expect(longest).toBeLessThan(4_000);
  for (const script of ['Latin', 'Cyrillic', 'Arabic', 'Han', 'Devanagari', 'Hiragana', 'Hangul']) {
    expect(
      bodies.some((body) => new RegExp(`\\p{Script=${script}}`, 'u').test(body)),
      script,
    ).toBe(true);
  }
  expect(bodies.some((body) => /\p{Extended_Pictographic}/u.test(body))).toBe(true);
});
