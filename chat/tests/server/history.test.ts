import {
  conversationResponse,
  conversationsResponse,
  type Message,
  messagesResponse,
} from '../../shared/api.ts';
import { type Client, expect, ids, test } from './fixtures.ts';

const sequences = (messages: readonly Message[]) => messages.map(({ sequence }) => sequence);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

function page(client: Client, conversationId: number, query: string) {
  return client.get(`/api/conversations/${conversationId}/messages?${query}`, messagesResponse);
}

test('history is read backwards and forwards to both ends, without gap or repeat', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 123 });
  const client = await chat.client(room.users[0] ?? 0);

  let current = await page(client, room.id, 'limit=50');
  expect(sequences(current.messages)).toEqual(range(74, 123));
  expect(current.hasAfter).toBe(false);
  let collected = sequences(current.messages);
  while (current.hasBefore) {
    current = await page(client, room.id, `limit=50&before=${collected[0]}`);
    expect(current.hasAfter).toBe(true);
    collected = [...sequences(current.messages), ...collected];
  }
  expect(collected).toEqual(range(1, 123));

  current = await page(client, room.id, 'limit=50&after=0');
  expect(current.hasBefore).toBe(false);
  collected = sequences(current.messages);
  while (current.hasAfter) {
    current = await page(client, room.id, `limit=50&after=${collected.at(-1)}`);
    expect(current.hasBefore).toBe(true);
    collected.push(...sequences(current.messages));
  }
  expect(collected).toEqual(range(1, 123));
});

test('pages at and beyond the ends say what lies on either side', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 10 });
  const client = await chat.client(room.users[0] ?? 0);
  const shape = async (query: string) => {
    const { messages, hasBefore, hasAfter } = await page(client, room.id, query);
    return [sequences(messages), hasBefore, hasAfter];
  };
  expect(await shape('limit=10')).toEqual([range(1, 10), false, false]);
  expect(await shape('before=1')).toEqual([[], false, true]);
  expect(await shape('after=10')).toEqual([[], true, false]);
  expect(await shape('after=99')).toEqual([[], true, false]);
  expect(await shape('before=99&limit=3')).toEqual([[8, 9, 10], true, false]);
  expect(await shape('after=7&limit=3')).toEqual([[8, 9, 10], true, false]);
  expect(await shape('before=4&limit=3')).toEqual([[1, 2, 3], false, true]);

  const empty = await createRoom();
  const reader = await chat.client(empty.users[0] ?? 0);
  expect(await page(reader, empty.id, '')).toEqual({ messages: [], hasBefore: false, hasAfter: false });
});

test('attachments, reactions and polls come with their messages', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 3, members: 3 });
  const [ada = 0, ben = 0] = room.users;
  const messageIds = await ids(chat.sql, 'select id from messages where conversation_id = $1', [room.id]);
  const [first = 0, second = 0, third = 0] = messageIds;
  await chat.sql.query(
    `insert into attachments (message_id, position, kind, media_key, name, mime_type, size_bytes, width, height, placeholder)
     values ($1, 1, 'image', 'k2', 'b.jpg', 'image/jpeg', 20, 400, 300, '#112233'),
            ($1, 0, 'image', 'k1', 'a.jpg', 'image/jpeg', 10, 800, 600, '#445566')`,
    [first],
  );
  await chat.sql.query(
    `insert into reactions (message_id, user_id, emoji, created_at)
     values ($1, $2, '👍', '2026-01-01'), ($1, $3, '👍', '2026-01-03'), ($1, $3, '🎉', '2026-01-02')`,
    [second, ada, ben],
  );
  await chat.sql.query(`update messages set kind = 'poll' where id = $1`, [third]);
  await chat.sql.query(`insert into poll_options values ($1, 0, 'Yes'), ($1, 1, 'No')`, [third]);
  await chat.sql.query('insert into poll_votes values ($1, 1, $2), ($1, 1, $3)', [third, ada, ben]);

  const { messages } = await page(await chat.client(ada), room.id, '');
  expect(messages[0]?.attachments.map(({ name, width }) => [name, width])).toEqual([
    ['a.jpg', 800],
    ['b.jpg', 400],
  ]);
  expect(messages[1]?.reactions).toEqual([
    { emoji: '👍', count: 2, mine: true },
    { emoji: '🎉', count: 1, mine: false },
  ]);
  expect(messages[2]?.poll).toEqual({
    options: [
      { position: 0, label: 'Yes', votes: 0, mine: false },
      { position: 1, label: 'No', votes: 2, mine: true },
    ],
  });
  expect([messages[0]?.poll, messages[0]?.reactions, messages[1]?.attachments]).toEqual([null, [], []]);
});

test('the conversation list pages by activity and shows the last message', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 2, members: 3 });
  const [user = 0] = room.users;
  const more = await ids(
    chat.sql,
    // All at one instant, which no millisecond can tell apart: the id decides.
    `insert into conversations (kind, channel, title, last_message_at)
     select 'direct', 'sms', 'C' || n, '2020-01-01T00:00:00.123456Z' from generate_series(1, 7) n returning id`,
    [],
  );
  await chat.sql.query('insert into members (conversation_id, user_id) select unnest($1::bigint[]), $2', [
    more,
    user,
  ]);
  const client = await chat.client(user);

  const seen: number[] = [];
  let before = '';
  do {
    const list = await client.get(`/api/conversations?limit=3${before}`, conversationsResponse);
    seen.push(...list.conversations.map(({ id }) => id));
    before = list.next === null ? '' : `&before=${encodeURIComponent(list.next)}`;
  } while (before !== '');
  expect(seen).toEqual([room.id, ...more.toReversed()]);

  const { conversation, members } = await client.get(`/api/conversations/${room.id}`, conversationResponse);
  expect(conversation).toMatchObject({
    memberCount: 3,
    lastSequence: 2,
    lastReadSequence: 0,
    channel: 'web',
  });
  expect(conversation.lastMessage).toMatchObject({ sequence: 2, preview: '2', senderName: 'User 2' });
  expect(members.map(({ id }) => id)).toEqual(room.users);
});

test('a page costs the same number of statements whatever its length', async ({ chat, createRoom }) => {
  await chat.sql.query('create extension if not exists pg_stat_statements');
  const room = await createRoom({ messages: 200 });
  const client = await chat.client(room.users[0] ?? 0);
  const statementsOf = async (query: string) => {
    await chat.sql.query('select pg_stat_statements_reset()');
    await page(client, room.id, query);
    const { rows } = await chat.sql.query<{ calls: string }>(
      `select sum(calls) as calls from pg_stat_statements where query not like '%pg_stat_statements%'`,
    );
    return Number(rows[0]?.calls);
  };
  expect(await statementsOf('limit=1')).toBe(3);
  expect(await statementsOf('limit=100')).toBe(3);
});

test('long answers are compressed, short ones are not', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 100 });
  const client = await chat.client(room.users[0] ?? 0);
  const encodingOf = async (path: string, accepted: string) => {
    const response = await client.request('GET', path, undefined, { 'accept-encoding': accepted });
    return response.headers.get('content-encoding');
  };
  const history = `/api/conversations/${room.id}/messages`;
  expect(await encodingOf(history, 'gzip, br')).toBe('br');
  expect(await encodingOf(history, 'gzip')).toBe('gzip');
  expect(await encodingOf(history, 'identity')).toBeNull();
  expect(await encodingOf('/api/me', 'gzip, br')).toBeNull();
});
