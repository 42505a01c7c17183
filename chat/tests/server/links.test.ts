import { MediaLinks } from '../../server/media-links.ts';
import { filesResponse, signedUrlResponse } from '../../shared/api.ts';
import { waveFile } from '../unit/wave-file.ts';
import { type Chat, type Client, expect, type Room, test } from './fixtures.ts';
import { refusalOf, sendUploads, sent, upload } from './uploads.ts';

/** A file in a message, and its attachment's id. */
async function sendFile(chat: Chat, client: Client, room: Room, content: string): Promise<number> {
  const { id } = await upload(chat, client, content);
  const { attachments } = await sent(sendUploads(client, room.id, [id]));
  return attachments[0]?.id ?? 0;
}

test('a link gives the file to anybody, by range too, and is kept no longer than it holds', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom();
  const client = await chat.client(room.users[0] ?? 0);
  const id = await sendFile(chat, client, room, 'the whole story');
  const { url, expiresAt } = await client.get(
    `/api/attachments/${id}/url?rendition=original`,
    signedUrlResponse,
  );
  const lifeMs = Date.parse(expiresAt) - Date.now();
  expect(lifeMs).toBeGreaterThan(14.9 * 60_000);
  expect(lifeMs).toBeLessThanOrEqual(15 * 60_000);

  const whole = await fetch(chat.server.url + url);
  expect([whole.status, await whole.text()]).toEqual([200, 'the whole story']);
  expect(whole.headers.get('content-disposition')).toMatch(/^attachment;/);
  const [, seconds = ''] = /^private, max-age=(\d+)$/.exec(whole.headers.get('cache-control') ?? '') ?? [];
  expect(Number(seconds)).toBeGreaterThan(14 * 60);
  expect(Number(seconds)).toBeLessThanOrEqual(15 * 60);
  const part = await fetch(chat.server.url + url, { headers: { range: 'bytes=4-8' } });
  expect([part.status, await part.text()]).toEqual([206, 'whole']);
});

test('a link that is forged or expired opens nothing', async ({ chat, createRoom }) => {
  const room = await createRoom();
  const client = await chat.client(room.users[0] ?? 0);
  const [id, other] = [await sendFile(chat, client, room, 'a'), await sendFile(chat, client, room, 'b')];
  const { url } = await client.get(`/api/attachments/${id}/url`, signedUrlResponse);
  const forged = [
    url.replace(`/${id}/`, `/${other}/`),
    url.replace('/original', '/preview'),
    url.replace(/expires=\d/, 'expires=9'),
    url.replace(/&signature=.*/, ''),
    url.replace(/expires=\d+&/, ''),
    url.replace(/signature=.*/, 'signature=x'),
    `/media/${id}/original?expires=1&expires=2&signature=x&signature=y`,
  ];
  for (const path of forged) {
    // Nor does a login help a link that is wrong: it is one or the other.
    const answer = await client.request('GET', path);
    expect([path, await refusalOf(answer)]).toEqual([path, '403 LINK_INVALID']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
  const past = new MediaLinks(chat.environment.CHAT_TOKEN_SECRET ?? '', () => Date.now() - 16 * 60_000);
  const expired = past.sign({ attachmentId: id, rendition: 'original' });
  expect(await refusalOf(await fetch(chat.server.url + expired.url))).toBe('403 LINK_EXPIRED');
});

test('links are for members to make, for what there is, and end with the message', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom();
  const [client, outsider] = [await chat.client(room.users[0] ?? 0), await chat.client(room.outsider)];
  const id = await sendFile(chat, client, room, 'secret');
  const path = `/api/attachments/${id}/url`;
  expect(await refusalOf(await outsider.request('GET', path))).toBe('404 NOT_FOUND');
  expect(await refusalOf(await client.request('GET', `${path}?rendition=thumbnail`))).toBe('404 NOT_FOUND');
  expect(await refusalOf(await client.request('GET', `${path}?rendition=huge`))).toBe('400 INPUT_INVALID');

  const { url } = await client.get(path, signedUrlResponse);
  const { rows } = await chat.sql.query<{ id: string }>(
    'select id from messages where conversation_id = $1',
    [room.id],
  );
  await client.request('DELETE', `/api/messages/${rows[0]?.id}`);
  expect((await fetch(chat.server.url + url)).status).toBe(404);
});

test('the files of a conversation are listed newest first, with links that work', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 1 });
  const client = await chat.client(room.users[0] ?? 0);
  const files: number[] = [];
  for (let index = 0; index < 5; index++) files.push(await sendFile(chat, client, room, `file ${index}`));
  const note = await upload(chat, client, waveFile([1]), { name: 'n.wav', type: 'audio/wav' });
  const { attachments } = await sent(sendUploads(client, room.id, [note.id]));
  await chat.sql.query(
    `insert into attachments (message_id, position, kind, media_key, name, mime_type, size_bytes)
     select id, 0, 'image', 'none', 'a.jpg', 'image/jpeg', 1 from messages where conversation_id = $1 and sequence = 1`,
    [room.id],
  );

  const seen: number[] = [];
  let before = '';
  do {
    const page = await client.get(`/api/conversations/${room.id}/files?limit=2${before}`, filesResponse);
    seen.push(...page.files.map(({ attachment }) => attachment.id));
    before = page.next === null ? '' : `&before=${page.next}`;
  } while (before !== '');
  expect(seen).toEqual([attachments[0]?.id, ...files.toReversed()]);

  const { files: newest } = await client.get(`/api/conversations/${room.id}/files`, filesResponse);
  expect(newest[0]).toMatchObject({ attachment: attachments[0], sequence: 7, senderId: room.users[0] });
  expect(await (await fetch(chat.server.url + newest[1]?.url)).text()).toBe('file 4');

  const outsider = await chat.client(room.outsider);
  const path = `/api/conversations/${room.id}/files`;
  expect(await refusalOf(await outsider.request('GET', path))).toBe('404 NOT_FOUND');
  const empty = await createRoom();
  const reader = await chat.client(empty.users[0] ?? 0);
  const nothing = await reader.get(`/api/conversations/${empty.id}/files`, filesResponse);
  expect(nothing).toEqual({ files: [], next: null });
});
