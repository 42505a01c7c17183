import type { Message } from '../../shared/api.ts';
import { type Chat, expect, ids, test } from './fixtures.ts';
import { type ChatSocket, type DialOptions, dial, outcome } from './sockets.ts';

const sockets: ChatSocket[] = [];
test.afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

async function connected(chat: Chat, userId: number): Promise<ChatSocket> {
  const socket = dial(chat.server.url, { auth: { token: await chat.token(userId) } });
  sockets.push(socket);
  const refusal = await outcome(socket);
  if (refusal !== undefined) throw refusal;
  return socket;
}

/** Resolves with the messages that a socket got, in the order of arrival, once there are this many. */
function received(socket: ChatSocket, count: number): Promise<Message[]> {
  const messages: Message[] = [];
  return new Promise((resolve) => {
    socket.on('message:new', ({ message }) => {
      messages.push(message);
      if (messages.length === count) resolve(messages);
    });
  });
}

test('two hundred sends at once reach both members in order and without a gap', async ({
  chat,
  createRoom,
}) => {
  const count = 200;
  const room = await createRoom();
  const members = await Promise.all(room.users.map((user) => connected(chat, user)));
  const stranger = await connected(chat, room.outsider);
  const overheard: unknown[] = [];
  stranger.onAny((...event) => overheard.push(event));
  const arrivals = members.map((socket) => received(socket, count));

  const clients = await Promise.all(room.users.map((user) => chat.client(user)));
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      clients[index % 2]?.request('POST', `/api/conversations/${room.id}/messages`, {
        clientId: crypto.randomUUID(),
        body: `message ${index}`,
      }),
    ),
  );
  expect(answers.every((answer) => answer?.status === 201)).toBe(true);

  for (const messages of await Promise.all(arrivals)) {
    const sequences = messages.map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    const times = messages.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted());
  }
  expect(overheard).toEqual([]);
});

test('reactions and read marks are told to all members, repetitions to nobody', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 5 });
  const [ada = 0, ben = 0] = room.users;
  const [first = 0] = await ids(chat.sql, 'select id from messages where conversation_id = $1', [room.id]);
  const listener = await connected(chat, ben);
  const events: unknown[] = [];
  listener.onAny((...event) => events.push(event));
  const client = await chat.client(ada);

  const reaction = `/api/messages/${first}/reactions/${encodeURIComponent('👍')}`;
  for (const method of ['PUT', 'PUT', 'DELETE', 'DELETE']) await client.request(method, reaction);
  for (const sequence of [3, 2, 5]) {
    await client.request('PUT', `/api/conversations/${room.id}/read`, { sequence });
  }
  // Socket.IO keeps the order of one connection: what comes last shows that all the others came.
  const last = received(listener, 1);
  await client.request('POST', `/api/conversations/${room.id}/messages`, {
    clientId: crypto.randomUUID(),
    body: 'done',
  });
  const [message] = await last;

  const shared = { conversationId: room.id, messageId: first, sequence: 1, userId: ada, emoji: '👍' };
  expect(events).toEqual([
    ['reaction:changed', { ...shared, count: 1, active: true }],
    ['reaction:changed', { ...shared, count: 0, active: false }],
    ['read:changed', { conversationId: room.id, userId: ada, sequence: 3 }],
    ['read:changed', { conversationId: room.id, userId: ada, sequence: 5 }],
    ['message:new', { message }],
  ]);
});

test('a socket needs a good token or cookie, WebSocket, and a page of the same origin', async ({
  chat,
  createRoom,
}) => {
  const { users } = await createRoom();
  const token = await chat.token(users[0] ?? 0);
  const cookie = `chat_session=${token}`;
  const failure = (options: DialOptions) => {
    const socket = dial(chat.server.url, options);
    sockets.push(socket);
    return outcome(socket);
  };

  expect(await failure({ extraHeaders: { cookie } })).toBeUndefined();
  expect((await failure({}))?.data?.code).toBe('TOKEN_MISSING');
  const expired = await chat.token(users[0] ?? 0, { expiresIn: '-1 minute' });
  expect((await failure({ auth: { token: expired } }))?.data?.code).toBe('TOKEN_EXPIRED');
  const origin = 'http://127.0.0.1:1';
  expect((await failure({ extraHeaders: { cookie, origin } }))?.message).toBe('websocket error');
  expect(await failure({ extraHeaders: { cookie, origin: chat.server.url } })).toBeUndefined();
  expect((await failure({ transports: ['polling'], auth: { token } }))?.message).toBe('xhr poll error');
});
