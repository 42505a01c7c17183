import { searchResponse } from '../../shared/api.ts';
import { type Chat, type Client, expect, type Room, test } from './fixtures.ts';

async function insert(chat: Chat, room: Room, bodies: readonly string[]): Promise<void> {
  await chat.sql.query(
    `insert into messages (conversation_id, sequence, sender_id, kind, body, created_at)
     select $1, n, $2, 'text', body, timestamptz '2026-01-01 00:00:00Z' + n * interval '1 hour'
     from unnest($3::text[]) with ordinality as t(body, n)`,
    [room.id, room.users[0], bodies],
  );
}

async function found(client: Client, query: string): Promise<number[]> {
  return (await client.get(`/api/search?${query}`, searchResponse)).hits.map(({ sequence }) => sequence);
}

test('every word must occur, in any case, any script and as a part of a word', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom();
  await insert(chat, room, [
    'The Zebracrossing at noon',
    'zebra, then lunch',
    'ゼブラは縞模様です',
    '100% zebra_stripes',
    '1000 zebras',
  ]);
  const client = await chat.client(room.users[0] ?? 0);
  const here = `conversation=${room.id}`;
  expect(await found(client, `${here}&q=ZEBRA`)).toEqual([5, 4, 2, 1]);
  expect(await found(client, `${here}&q=crossing+noon`)).toEqual([1]);
  expect(await found(client, `${here}&q=${encodeURIComponent('縞模様')}`)).toEqual([3]);
  // What PostgreSQL takes for a pattern is text here.
  expect(await found(client, `${here}&q=${encodeURIComponent('100%')}`)).toEqual([4]);
  expect(await found(client, `${here}&q=zebra_`)).toEqual([4]);
  expect(await found(client, `${here}&q=giraffe`)).toEqual([]);
});

test('filters narrow a search, and pages neither repeat nor miss a message', async ({ chat, createRoom }) => {
  const room = await createRoom();
  await insert(
    chat,
    room,
    Array.from({ length: 45 }, (_, index) => `quokka ${index}`),
  );
  const client = await chat.client(room.users[1] ?? 0);
  const all: number[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const query: string = `q=quokka&limit=20${next === '' ? '' : `&before=${next}`}`;
    const page = await client.get(`/api/search?${query}`, searchResponse);
    all.push(...page.hits.map(({ sequence }) => sequence));
    next = page.next;
  }
  expect(all).toEqual(Array.from({ length: 45 }, (_, index) => 45 - index));
  const day = 'from=2026-01-01T10:00:00Z&to=2026-01-01T12:00:00Z';
  expect(await found(client, `q=quokka&${day}`)).toEqual([11, 10]);
  expect(await found(client, `q=quokka&sender=${room.users[1]}`)).toEqual([]);
  expect(await found(client, 'q=quokka&channel=sms')).toEqual([]);
  expect(await found(client, 'q=quokka&kind=poll')).toEqual([]);
});

test('nobody finds what is said where they are not', async ({ chat, createRoom }) => {
  const room = await createRoom();
  await insert(chat, room, ['a private axolotl']);
  expect(await found(await chat.client(room.users[0] ?? 0), 'q=axolotl')).toEqual([1]);
  expect(await found(await chat.client(room.outsider), 'q=axolotl')).toEqual([]);
});

test('an excerpt shows the text around the hit in one line', async ({ chat, createRoom }) => {
  const room = await createRoom();
  await insert(chat, room, [`${'before '.repeat(40)}\n\nwombat ${'after '.repeat(80)}`]);
  const client = await chat.client(room.users[0] ?? 0);
  const { hits } = await client.get('/api/search?q=wombat', searchResponse);
  expect(hits[0]?.excerpt).toMatch(/^….*before wombat after.*…$/);
  expect(hits[0]?.excerpt.length).toBeLessThanOrEqual(162);
});

for (const [what, query] of [
  ['no word', 'q=%20'],
  ['no query', ''],
  ['too many words', `q=${'a+'.repeat(9)}`],
  ['a date that is none', 'q=a&from=yesterday'],
  ['a cursor that is none', 'q=a&before=xyz'],
] as const) {
  test(`${what} is refused`, async ({ chat, createRoom }) => {
    const client = await chat.client((await createRoom()).users[0] ?? 0);
    expect((await client.request('GET', `/api/search?${query}`)).status).toBe(400);
  });
}
