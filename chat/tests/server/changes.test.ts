import {
  conversationsResponse,
  type Message,
  messagesResponse,
  searchResponse,
  sendResponse,
} from '../../shared/api.ts';
import { type Client, expect, ids, test } from './fixtures.ts';
import { type ChatSocket, dial, outcome } from './sockets.ts';

const sockets: ChatSocket[] = [];
test.afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

async function listen(url: string, token: string): Promise<unknown[]> {
  const socket = dial(url, { auth: { token } });
  sockets.push(socket);
  const refusal = await outcome(socket);
  if (refusal !== undefined) throw refusal;
  const events: unknown[] = [];
  socket.onAny((...event) => events.push(event));
  return events;
}

async function send(client: Client, room: number, body: string, replyTo?: number): Promise<Message> {
  const message = { clientId: crypto.randomUUID(), body, replyTo };
  const answer = await client.request('POST', `/api/conversations/${room}/messages`, message);
  if (answer.status !== 201) throw new Error(`not sent: ${answer.status} ${await answer.text()}`);
  return sendResponse.parse(await answer.json()).message;
}

async function history(client: Client, room: number): Promise<Message[]> {
  return (await client.get(`/api/conversations/${room}/messages`, messagesResponse)).messages;
}

async function code(answer: Response): Promise<string> {
  return `${answer.status} ${((await answer.json()) as { error: { code: string } }).error.code}`;
}

test('an edit is seen by all, told once, and only its sender may make it', async ({ chat, createRoom }) => {
  const room = await createRoom();
  const [ada = 0, ben = 0] = room.users;
  const [client, other] = [await chat.client(ada), await chat.client(ben)];
  const { id, sequence, createdAt } = await send(client, room.id, 'frist');
  const events = await listen(chat.server.url, other.token);

  for (const body of ['first', 'first']) {
    const answer = await client.request('PATCH', `/api/messages/${id}`, { body });
    expect(answer.status).toBe(200);
    expect(sendResponse.parse(await answer.json()).message).toMatchObject({ id, body, createdAt });
  }
  const [seen] = await history(other, room.id);
  expect(seen).toMatchObject({ sequence, body: 'first', deletedAt: null });
  expect(Date.parse(seen?.editedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(createdAt));
  await expect.poll(() => events.length).toBe(1);
  expect(events[0]).toEqual([
    'message:changed',
    {
      conversationId: room.id,
      messageId: id,
      sequence,
      body: 'first',
      editedAt: seen?.editedAt,
      deletedAt: null,
    },
  ]);

  const path = `/api/messages/${id}`;
  expect(await code(await other.request('PATCH', path, { body: 'x' }))).toBe('403 NOT_YOURS');
  expect(await code(await other.request('DELETE', path))).toBe('403 NOT_YOURS');
  const outsider = await chat.client(room.outsider);
  expect(await code(await outsider.request('PATCH', path, { body: 'x' }))).toBe('404 NOT_FOUND');
  expect(await code(await client.request('PATCH', path, { body: ' ' }))).toBe('400 INPUT_INVALID');
});

test('a deleted message keeps its place and nothing else', async ({ chat, createRoom }) => {
  const room = await createRoom();
  const [client, other] = await Promise.all(room.users.map((user) => chat.client(user)));
  if (client === undefined || other === undefined) throw new Error('two users expected');
  const { id } = await send(client, room.id, 'a secret word: xylophone');
  await chat.sql.query(
    `insert into attachments (message_id, position, kind, media_key, name, mime_type, size_bytes)
     values ($1, 0, 'file', 'none', 'secret.pdf', 'application/pdf', 1)`,
    [id],
  );
  await other.request('PUT', `/api/messages/${id}/reactions/${encodeURIComponent('👍')}`);
  const events = await listen(chat.server.url, other.token);
  for (let time = 0; time < 2; time++) {
    expect((await client.request('DELETE', `/api/messages/${id}`)).status).toBe(204);
  }
  expect(await code(await client.request('PATCH', `/api/messages/${id}`, { body: 'x' }))).toBe(
    '409 MESSAGE_DELETED',
  );

  await send(client, room.id, 'next');
  const [deleted, next] = await history(other, room.id);
  expect(deleted).toMatchObject({ sequence: 1, body: '', attachments: [], reactions: [], poll: null });
  expect(deleted?.deletedAt).not.toBeNull();
  expect(next?.sequence).toBe(2);
  const rows = await chat.sql.query(
    'select 1 from attachments where message_id = $1 union all select 1 from reactions where message_id = $1',
    [id],
  );
  expect(rows.rowCount).toBe(0);
  expect((await other.get('/api/search?q=xylophone', searchResponse)).hits).toEqual([]);
  await expect
    .poll(() => events.map((event) => (event as [string])[0]))
    .toEqual(['message:changed', 'message:new']);
});

test('the conversation list says that the last message was deleted', async ({ chat, createRoom }) => {
  const room = await createRoom();
  const client = await chat.client(room.users[0] ?? 0);
  const { id } = await send(client, room.id, 'oops');
  await client.request('DELETE', `/api/messages/${id}`);
  const { conversations } = await client.get('/api/conversations', conversationsResponse);
  expect(conversations[0]?.lastMessage?.preview).toBe('Message deleted');
});

test('an answer quotes what it answers, as that is now', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 3 });
  const client = await chat.client(room.users[1] ?? 0);
  const first = await send(client, room.id, 'Shall we meet at eight?');
  const answer = await send(client, room.id, 'Yes', first.sequence);
  const senderId = room.users[1];
  expect(answer.replyTo).toEqual({
    sequence: first.sequence,
    senderId,
    preview: 'Shall we meet at eight?',
  });

  await client.request('PATCH', `/api/messages/${first.id}`, { body: 'At nine?' });
  expect((await history(client, room.id)).at(-1)?.replyTo?.preview).toBe('At nine?');
  await client.request('DELETE', `/api/messages/${first.id}`);
  expect((await history(client, room.id)).at(-1)?.replyTo?.preview).toBe('Message deleted');

  const nothing = { clientId: crypto.randomUUID(), body: 'To what?', replyTo: 99 };
  const path = `/api/conversations/${room.id}/messages`;
  expect(await code(await client.request('POST', path, nothing))).toBe('404 NOT_FOUND');
  const [last = 0] = await ids(chat.sql, 'select last_sequence as id from conversations where id = $1', [
    room.id,
  ]);
  expect(last).toBe(5);
});
