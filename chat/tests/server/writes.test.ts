import { conversationResponse, messagesResponse, sendResponse } from '../../shared/api.ts';
import { type Client, expect, ids, test } from './fixtures.ts';

function send(client: Client, conversationId: number, body: string, clientId: string = crypto.randomUUID()) {
  return client.request('POST', `/api/conversations/${conversationId}/messages`, { clientId, body });
}

async function readMark(client: Client, conversationId: number): Promise<number> {
  const { conversation } = await client.get(`/api/conversations/${conversationId}`, conversationResponse);
  return conversation.lastReadSequence;
}

test('a send is answered with the message, and a repetition with the first one', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 4 });
  const client = await chat.client(room.users[1] ?? 0);
  const clientId = crypto.randomUUID();
  const first = await send(client, room.id, '  Grüße 👋 ', clientId);
  expect(first.status).toBe(201);
  const { message } = sendResponse.parse(await first.json());
  expect(message).toMatchObject({
    sequence: 5,
    body: 'Grüße 👋',
    clientId,
    senderId: room.users[1],
    kind: 'text',
  });

  const again = await send(client, room.id, 'another text', clientId);
  expect(again.status).toBe(200);
  expect(sendResponse.parse(await again.json()).message).toEqual(message);

  const { messages } = await client.get(`/api/conversations/${room.id}/messages`, messagesResponse);
  expect(messages.at(-1)).toEqual(message);
  // Who writes has read.
  expect(await readMark(client, room.id)).toBe(5);
});

test('twenty sends at once with one client id make one message and no gap', async ({ chat, createRoom }) => {
  const room = await createRoom();
  const client = await chat.client(room.users[0] ?? 0);
  const clientId = crypto.randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => send(client, room.id, 'once', clientId)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
  const sent = await Promise.all(
    answers.map(async (answer) => sendResponse.parse(await answer.json()).message.id),
  );
  expect(new Set(sent).size).toBe(1);

  const next = sendResponse.parse(await (await send(client, room.id, 'next')).json());
  expect(next.message.sequence).toBe(2);
  // The same client id of another member, or in another conversation, is another message.
  const other = await chat.client(room.users[1] ?? 0);
  expect((await send(other, room.id, 'mine', clientId)).status).toBe(201);
});

test('reactions are set and taken back, each as often as one likes', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 1 });
  const [ada, ben] = await Promise.all(room.users.map((user) => chat.client(user)));
  if (ada === undefined || ben === undefined) throw new Error('two users expected');
  const [messageId] = await ids(chat.sql, 'select id from messages where conversation_id = $1', [room.id]);
  const path = `/api/messages/${messageId}/reactions/${encodeURIComponent('❤️')}`;
  const seenBy = async (client: Client) =>
    (await client.get(`/api/conversations/${room.id}/messages`, messagesResponse)).messages[0]?.reactions;

  for (const client of [ada, ada, ben]) expect((await client.request('PUT', path)).status).toBe(204);
  expect(await seenBy(ada)).toEqual([{ emoji: '❤️', count: 2, mine: true }]);
  for (const client of [ada, ada]) expect((await client.request('DELETE', path)).status).toBe(204);
  expect(await seenBy(ada)).toEqual([{ emoji: '❤️', count: 1, mine: false }]);
  expect((await ada.request('PUT', `/api/messages/${messageId}/reactions/${'x'.repeat(17)}`)).status).toBe(
    400,
  );
});

test('the read mark only moves forward, and not beyond the last message', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 9 });
  const client = await chat.client(room.users[0] ?? 0);
  const marks: number[] = [];
  for (const sequence of [4, 2, 4, 7, 1_000]) {
    const response = await client.request('PUT', `/api/conversations/${room.id}/read`, { sequence });
    expect(response.status).toBe(204);
    marks.push(await readMark(client, room.id));
  }
  expect(marks).toEqual([4, 4, 4, 7, 9]);

  const other = await chat.client(room.users[1] ?? 0);
  const scattered = [3, 8, 1, 6, 2, 7, 5, 4];
  await Promise.all(
    scattered.map((sequence) => other.request('PUT', `/api/conversations/${room.id}/read`, { sequence })),
  );
  expect(await readMark(other, room.id)).toBe(8);
});
