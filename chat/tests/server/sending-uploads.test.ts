import { conversationsResponse, type Message, messagesResponse, sendResponse } from '../../shared/api.ts';
import { waveFile } from '../unit/wave-file.ts';
import { type Client, expect, ids, test } from './fixtures.ts';
import { dial, outcome } from './sockets.ts';
import { refusalOf, sendUploads, sent, upload } from './uploads.ts';

async function history(client: Client, room: number): Promise<Message[]> {
  return (await client.get(`/api/conversations/${room}/messages`, messagesResponse)).messages;
}

test('uploads become the attachments of a message in the order given, for everybody', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom();
  const [client, other] = [await chat.client(room.users[0] ?? 0), await chat.client(room.users[1] ?? 0)];
  const voice = await upload(chat, client, waveFile([1]), { name: 'note.wav', type: 'audio/wav' });
  const [one, two] = [await upload(chat, client, 'first'), await upload(chat, client, 'second')];
  const socket = dial(chat.server.url, { auth: { token: other.token } });
  expect(await outcome(socket)).toBeUndefined();
  const arrival = new Promise<Message>((resolve) =>
    socket.once('message:new', (event) => resolve(event.message)),
  );

  const message = await sent(sendUploads(client, room.id, [two.id, voice.id, one.id], { body: 'here' }));
  expect(message).toMatchObject({ kind: 'media', body: 'here', sequence: 1, linkPreview: null });
  expect(message.attachments.map(({ sizeBytes }) => sizeBytes)).toEqual([6, voice.sizeBytes, 5]);
  const { id: _upload, ...described } = voice;
  expect(message.attachments[1]).toEqual({ ...described, id: message.attachments[1]?.id });
  expect(await arrival).toEqual(message);
  expect(await history(other, room.id)).toEqual([message]);
  socket.disconnect();

  const file = await other.request('GET', `/media/${message.attachments[0]?.id}/original`);
  expect([file.status, await file.text()]).toEqual([200, 'second']);
  const left = await chat.sql.query('select 1 from uploads where id = any($1::uuid[])', [
    [one.id, two.id, voice.id],
  ]);
  expect(left.rowCount).toBe(0);
});

test('a message may be nothing but a voice note, and says so where there is one line for it', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom();
  const client = await chat.client(room.users[0] ?? 0);
  const note = () => upload(chat, client, waveFile([1]), { name: 'note.wav', type: 'audio/wav' });
  await sent(sendUploads(client, room.id, [(await note()).id]));
  const preview = async () =>
    (await client.get('/api/conversations', conversationsResponse)).conversations[0]?.lastMessage?.preview;
  expect(await preview()).toBe('Voice note');
  const path = `/api/conversations/${room.id}/messages`;
  const answer = { clientId: crypto.randomUUID(), body: 'I hear you', replyTo: 1 };
  expect((await sent(client.request('POST', path, answer))).replyTo?.preview).toBe('Voice note');

  await sent(sendUploads(client, room.id, [(await note()).id, (await upload(chat, client, 'x')).id]));
  expect(await preview()).toBe('2 files');
  const nothing = await client.request('POST', path, {
    clientId: crypto.randomUUID(),
    body: ' ',
    uploads: [],
  });
  expect(nothing.status).toBe(400);
});

test('a repeated client id gives the first message with what it carries', async ({ chat, createRoom }) => {
  const room = await createRoom();
  const client = await chat.client(room.users[0] ?? 0);
  const { id } = await upload(chat, client, 'once');
  const clientId = crypto.randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => sendUploads(client, room.id, [id], { clientId })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(9).fill(200), 201]);
  const messages = await Promise.all(
    answers.map(async (answer) => sendResponse.parse(await answer.json()).message),
  );
  expect(messages[0]?.attachments).toHaveLength(1);
  for (const message of messages) expect(message).toEqual(messages[0]);
});

test('an upload is sent once, by its sender, and to nowhere but their conversations', async ({
  chat,
  createRoom,
}) => {
  const [room, elsewhere] = [await createRoom(), await createRoom()];
  const [client, other] = [await chat.client(room.users[0] ?? 0), await chat.client(room.users[1] ?? 0)];
  const { id } = await upload(chat, client, 'mine');
  const second = await upload(chat, client, 'mine too');
  const refused = [
    sendUploads(other, room.id, [id]),
    sendUploads(client, elsewhere.id, [id]),
    sendUploads(client, room.id, [id, id]),
    sendUploads(client, room.id, [id, crypto.randomUUID()]),
  ];
  for (const answer of refused) expect(await refusalOf(await answer)).toBe('404 NOT_FOUND');
  expect((await sendUploads(client, room.id, ['not-an-id'])).status).toBe(400);
  await sent(sendUploads(client, room.id, [id]));
  expect(await refusalOf(await sendUploads(client, room.id, [second.id, id]))).toBe('404 NOT_FOUND');
  await sent(sendUploads(client, room.id, [second.id]));
  expect((await history(client, room.id)).map(({ sequence }) => sequence)).toEqual([1, 2]);
});

test('of messages that carry the same uploads at once, one is sent', async ({ chat, createRoom }) => {
  const rooms = await Promise.all(Array.from({ length: 4 }, () => createRoom()));
  const sender = rooms[0]?.users[0] ?? 0;
  for (const room of rooms.slice(1)) {
    await chat.sql.query('insert into members (conversation_id, user_id) values ($1, $2)', [room.id, sender]);
  }
  const client = await chat.client(sender);
  for (let round = 0; round < 5; round++) {
    const pair = [(await upload(chat, client, 'a')).id, (await upload(chat, client, 'b')).id];
    const answers = await Promise.all(
      rooms.flatMap((room) => [
        sendUploads(client, room.id, pair),
        sendUploads(client, room.id, pair.toReversed()),
      ]),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(404)]);
  }
  const sequences = await ids(
    chat.sql,
    'select last_sequence as id from conversations where id = any($1::bigint[])',
    [rooms.map((room) => room.id)],
  );
  expect(sequences.reduce((sum, sequence) => sum + sequence, 0)).toBe(5);
});

test('a text still costs one statement', async ({ chat, createRoom }) => {
  await chat.sql.query('create extension if not exists pg_stat_statements');
  const room = await createRoom();
  const client = await chat.client(room.users[0] ?? 0);
  await chat.sql.query('select pg_stat_statements_reset()');
  const message = { clientId: crypto.randomUUID(), body: 'see https://example.org' };
  await sent(client.request('POST', `/api/conversations/${room.id}/messages`, message));
  const { rows } = await chat.sql.query<{ calls: string }>(
    `select sum(calls) as calls from pg_stat_statements where query not like '%pg_stat_statements%'`,
  );
  expect(Number(rows[0]?.calls)).toBe(1);
});
