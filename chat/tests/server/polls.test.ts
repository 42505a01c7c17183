import { messagesResponse, type Poll } from '../../shared/api.ts';
import { type Chat, type Client, expect, ids, type Room, test } from './fixtures.ts';

async function createPoll(chat: Chat, room: Room): Promise<number> {
  const [id = 0] = await ids(
    chat.sql,
    `insert into messages (conversation_id, sequence, sender_id, kind, body) values ($1, 1, $2, 'poll', 'Where?')
     returning id`,
    [room.id, room.users[0]],
  );
  await chat.sql.query('update conversations set last_sequence = 1 where id = $1', [room.id]);
  await chat.sql.query(
    `insert into poll_options (message_id, position, label) values ($1, 1, 'Lake'), ($1, 2, 'Park')`,
    [id],
  );
  return id;
}

async function pollSeenBy(client: Client, room: Room): Promise<Poll['options'] | undefined> {
  const { messages } = await client.get(`/api/conversations/${room.id}/messages`, messagesResponse);
  return messages[0]?.poll?.options;
}

const option = (position: number, votes: number, mine: boolean) => ({
  position,
  label: position === 1 ? 'Lake' : 'Park',
  votes,
  mine,
});

test('everybody has one vote, which can be moved and taken back', async ({ chat, createRoom }) => {
  const room = await createRoom();
  const poll = await createPoll(chat, room);
  const [ada, ben] = await Promise.all(room.users.map((user) => chat.client(user)));
  if (ada === undefined || ben === undefined) throw new Error('two users expected');
  const vote = async (client: Client, position: number) =>
    (await client.request('PUT', `/api/messages/${poll}/vote`, { position })).status;

  expect([await vote(ada, 1), await vote(ada, 1), await vote(ben, 1)]).toEqual([204, 204, 204]);
  expect(await pollSeenBy(ada, room)).toEqual([option(1, 2, true), option(2, 0, false)]);
  expect(await vote(ada, 2)).toBe(204);
  expect(await pollSeenBy(ada, room)).toEqual([option(1, 1, false), option(2, 1, true)]);
  for (let time = 0; time < 2; time++) {
    expect((await ada.request('DELETE', `/api/messages/${poll}/vote`)).status).toBe(204);
  }
  expect(await pollSeenBy(ada, room)).toEqual([option(1, 1, false), option(2, 0, false)]);

  expect(await vote(ada, 3)).toBe(400);
  expect(await vote(await chat.client(room.outsider), 1)).toBe(404);
  const edit = await ada.request('PATCH', `/api/messages/${poll}`, { body: 'When?' });
  expect(edit.status).toBe(409);
});

test('a hundred votes at once are counted once each', async ({ chat, createRoom }) => {
  const room = await createRoom({ members: 20 });
  const poll = await createPoll(chat, room);
  const clients = await Promise.all(room.users.map((user) => chat.client(user)));
  await Promise.all(
    clients.flatMap((client) =>
      [1, 2, 1, 2, 1].map((position) => client.request('PUT', `/api/messages/${poll}/vote`, { position })),
    ),
  );
  const [first] = clients;
  const options = first && (await pollSeenBy(first, room));
  expect(options?.reduce((sum, { votes }) => sum + votes, 0)).toBe(20);
});
