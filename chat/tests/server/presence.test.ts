import { conversationResponse } from '../../shared/api.ts';
import { type Chat, type Client, expect, type Room, test } from './fixtures.ts';
import { type ChatSocket, dial, outcome } from './sockets.ts';

const sockets: ChatSocket[] = [];
test.afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

/** A connected socket of a user, and what it hears. */
async function connect(chat: Chat, userId: number) {
  const socket = dial(chat.server.url, { auth: { token: await chat.token(userId) } });
  sockets.push(socket);
  const events: unknown[] = [];
  socket.onAny((...event) => events.push(event));
  const refusal = await outcome(socket);
  if (refusal !== undefined) throw refusal;
  return { socket, events };
}

async function makeDirect(chat: Chat, room: Room): Promise<Room> {
  await chat.sql.query(`update conversations set kind = 'direct' where id = $1`, [room.id]);
  return room;
}

async function online(client: Client, room: Room): Promise<number[]> {
  const { members } = await client.get(`/api/conversations/${room.id}`, conversationResponse);
  return members.filter((member) => member.online).map(({ id }) => id);
}

const presence = (userId: number, isOnline: boolean) => ['presence:changed', { userId, online: isOnline }];

test('who one talks to directly is told when one comes first and goes last', async ({ chat, createRoom }) => {
  const room = await makeDirect(chat, await createRoom());
  const [ada = 0, ben = 0] = room.users;
  const client = await chat.client(ada);
  const listener = await connect(chat, ada);
  expect(await online(client, room)).toEqual([ada]);

  const first = await connect(chat, ben);
  const second = await connect(chat, ben);
  expect(await online(client, room)).toEqual([ada, ben]);
  first.socket.disconnect();
  const third = await connect(chat, ben);
  for (const { socket } of [second, third]) socket.disconnect();
  await expect.poll(() => online(client, room)).toEqual([ada]);
  await connect(chat, ben);
  await expect
    .poll(() => listener.events)
    .toEqual([presence(ben, true), presence(ben, false), presence(ben, true)]);
});

test('groups and strangers are told nothing of who comes and goes, but groups can ask', async ({
  chat,
  createRoom,
}) => {
  const group = await createRoom({ members: 3 });
  const [ada = 0, ben = 0, cem = 0] = group.users;
  const direct = await makeDirect(chat, await createRoom());
  await chat.sql.query('update members set user_id = $2 where conversation_id = $1 and user_id = $3', [
    direct.id,
    ben,
    direct.users[0],
  ]);
  const inGroup = await connect(chat, ada);
  const stranger = await connect(chat, group.outsider);
  const partner = await connect(chat, direct.users[1] ?? 0);
  const { socket } = await connect(chat, ben);
  await connect(chat, cem);
  expect(await online(await chat.client(ada), group)).toEqual([ada, ben, cem]);
  socket.disconnect();
  await expect.poll(() => partner.events).toEqual([presence(ben, true), presence(ben, false)]);
  expect([inGroup.events, stranger.events]).toEqual([[], []]);
});

test('that somebody writes is told to the others of the conversation, once a second', async ({
  chat,
  createRoom,
}) => {
  const [room, other] = [await createRoom(), await createRoom()];
  const [ada = 0, ben = 0] = room.users;
  await chat.sql.query('insert into members (conversation_id, user_id) values ($1, $2), ($1, $3)', [
    other.id,
    ada,
    ben,
  ]);
  const listener = await connect(chat, ada);
  const writer = await connect(chat, ben);
  const sameUser = await connect(chat, ben);
  for (let time = 0; time < 20; time++) writer.socket.emit('typing:start', { conversationId: room.id });
  writer.socket.emit('typing:start', { conversationId: other.id });
  // Of one socket the order is kept: with the last all the others have been heard.
  const typing = (conversationId: number) => ['typing:started', { conversationId, userId: ben }];
  await expect.poll(() => listener.events).toEqual([typing(room.id), typing(other.id)]);
  expect([writer.events, sameUser.events]).toEqual([[], []]);
});

test('nonsense, and conversations of others, are ignored', async ({ chat, createRoom }) => {
  const [room, foreign] = [await createRoom(), await createRoom()];
  const [ada = 0, ben = 0] = room.users;
  const listener = await connect(chat, ada);
  const overhearing = await connect(chat, foreign.users[0] ?? 0);
  const { socket } = await connect(chat, ben);
  const emit = socket.emit.bind(socket) as (name: string, ...event: unknown[]) => void;
  emit('typing:start', { conversationId: foreign.id });
  emit('typing:start', { conversationId: `${room.id}` });
  emit('typing:start', { conversationId: -1 });
  emit('typing:start', null);
  emit('typing:start');
  emit('typing:start', room.id, { conversationId: room.id });
  emit('message:new', { conversationId: room.id });
  emit('typing:start', { conversationId: room.id });
  const told = ['typing:started', { conversationId: room.id, userId: ben }];
  await expect.poll(() => listener.events).toEqual([told]);
  expect(overhearing.events).toEqual([]);
});
