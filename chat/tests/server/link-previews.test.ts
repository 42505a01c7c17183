import { type Message, messagesResponse } from '../../shared/api.ts';
import { type Chat, type Client, expect, ids, type Room, test } from './fixtures.ts';

const preview = {
  url: 'https://example.org/notes',
  site: 'example.org',
  title: 'Notes',
  description: 'What was said on Monday',
};

/** Gives the first message of a room this text and the preview of its link. */
async function addPreview(chat: Chat, room: Room): Promise<number> {
  const [id = 0] = await ids(
    chat.sql,
    'update messages set body = $2 where conversation_id = $1 and sequence = 1 returning id',
    [room.id, `Read ${preview.url} first`],
  );
  await chat.sql.query('insert into link_previews values ($1, $2, $3, $4, $5)', [
    id,
    ...Object.values(preview),
  ]);
  return id;
}

async function history(client: Client, room: Room): Promise<Message[]> {
  return (await client.get(`/api/conversations/${room.id}/messages`, messagesResponse)).messages;
}

async function previewRows(chat: Chat, id: number): Promise<number | null> {
  return (await chat.sql.query('select 1 from link_previews where message_id = $1', [id])).rowCount;
}

test('a link comes with its preview, for one statement more, and other texts cost none', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 50 });
  const client = await chat.client(room.users[1] ?? 0);
  await addPreview(chat, room);
  await chat.sql.query('create extension if not exists pg_stat_statements');
  await chat.sql.query('select pg_stat_statements_reset()');
  const messages = await history(client, room);
  const { rows } = await chat.sql.query<{ calls: string }>(
    `select sum(calls) as calls from pg_stat_statements where query not like '%pg_stat_statements%'`,
  );
  expect(Number(rows[0]?.calls)).toBe(4);
  expect(messages[0]?.linkPreview).toEqual(preview);
  expect(messages.slice(1).every(({ linkPreview }) => linkPreview === null)).toBe(true);
});

test('the preview stays while the link is in the text, and goes with it', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 1 });
  const client = await chat.client(room.users[0] ?? 0);
  const id = await addPreview(chat, room);
  const edit = (body: string) => client.request('PATCH', `/api/messages/${id}`, { body });

  expect(await (await edit(`Still ${preview.url}`)).json()).toMatchObject({
    message: { linkPreview: preview },
  });
  const without = await edit('https://example.org/other');
  expect(await without.json()).toMatchObject({ message: { linkPreview: null } });
  expect(await previewRows(chat, id)).toBe(0);
});

test('nothing of a preview is left of a deleted message', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 1 });
  const client = await chat.client(room.users[0] ?? 0);
  const id = await addPreview(chat, room);
  expect((await client.request('DELETE', `/api/messages/${id}`)).status).toBe(204);
  expect((await history(client, room))[0]?.linkPreview).toBeNull();
  expect(await previewRows(chat, id)).toBe(0);
});
