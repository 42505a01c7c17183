import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment } from '../../shared/api.ts';
import { type Chat, expect, ids, type Room, test } from './fixtures.ts';

const original = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251));

/** An attachment of a new message, with files on disk by name. */
async function attach(
  chat: Chat,
  room: Room,
  attachment: { kind: Attachment['kind']; name: string; mimeType: string; files: Record<string, Buffer> },
): Promise<number> {
  const key = crypto.randomUUID();
  await mkdir(join(chat.mediaDir, key), { recursive: true });
  for (const [name, bytes] of Object.entries(attachment.files))
    await writeFile(join(chat.mediaDir, key, name), bytes);
  const [id = 0] = await ids(
    chat.sql,
    `insert into attachments (message_id, position, kind, media_key, name, mime_type, size_bytes)
     select id, 0, $2, $3, $4, $5, 1 from messages where conversation_id = $1 and sequence = 1 returning id`,
    [room.id, attachment.kind, key, attachment.name, attachment.mimeType],
  );
  return id;
}

test('members get an image whole, by range, and not again when it is unchanged', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 1 });
  const files = { 'thumbnail.webp': Buffer.from('small'), 'original.jpg': original };
  const id = await attach(chat, room, { kind: 'image', name: 'a.jpg', mimeType: 'image/jpeg', files });
  const member = await chat.client(room.users[0] ?? 0);

  const whole = await member.request('GET', `/media/${id}/original`);
  expect(whole.status).toBe(200);
  expect(whole.headers.get('content-type')).toBe('image/jpeg');
  expect(whole.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  expect(whole.headers.get('last-modified')).not.toBeNull();
  expect(Buffer.from(await whole.arrayBuffer())).toEqual(original);

  const part = await member.request('GET', `/media/${id}/original`, undefined, { range: 'bytes=1000-1999' });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 1000-1999/5000');
  expect(Buffer.from(await part.arrayBuffer())).toEqual(original.subarray(1000, 2000));
  const beyond = await member.request('GET', `/media/${id}/original`, undefined, { range: 'bytes=9000-' });
  expect(beyond.status).toBe(416);

  const etag = whole.headers.get('etag') ?? '';
  const unchanged = await member.request('GET', `/media/${id}/original`, undefined, {
    'if-none-match': etag,
    // Else fetch adds no-cache, and the server would send it again.
    'cache-control': 'max-age=0',
  });
  expect(unchanged.status).toBe(304);

  const thumbnail = await member.request('GET', `/media/${id}/thumbnail`);
  expect([thumbnail.headers.get('content-type'), await thumbnail.text()]).toEqual(['image/webp', 'small']);
});

test('media is for members only, and what is missing is 404 that nobody caches', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 1 });
  const files = { 'original.jpg': original };
  const id = await attach(chat, room, { kind: 'image', name: 'a.jpg', mimeType: 'image/jpeg', files });
  const member = await chat.client(room.users[0] ?? 0);
  const outsider = await chat.client(room.outsider);

  const answers = [
    await outsider.request('GET', `/media/${id}/original`),
    await member.request('GET', `/media/${id}/preview`),
    await member.request('GET', '/media/999999999/original'),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  }
  expect((await member.request('GET', `/media/${id}/huge`)).status).toBe(400);
});

test('a file is saved under its name, with its type, and never shown as a page', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 1 });
  const files = { 'original.bin': Buffer.from('<script>') };
  const id = await attach(chat, room, {
    kind: 'file',
    name: `Bericht (1) "ü".html`,
    mimeType: 'text/html',
    files,
  });
  const member = await chat.client(room.users[0] ?? 0);
  const file = await member.request('GET', `/media/${id}/original`);
  expect(file.headers.get('content-type')).toBe('text/html');
  expect(file.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''Bericht%20%281%29%20%22%C3%BC%22.html`,
  );
  expect(await file.text()).toBe('<script>');
  expect((await member.request('GET', `/media/${id}/thumbnail`)).status).toBe(404);
});

test('a video is played by range, behind its poster', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 1 });
  const files = { 'thumbnail.webp': Buffer.from('poster'), 'original.webm': original };
  const id = await attach(chat, room, { kind: 'video', name: 'a.webm', mimeType: 'video/webm', files });
  const member = await chat.client(room.users[0] ?? 0);
  const poster = await member.request('GET', `/media/${id}/thumbnail`);
  expect([poster.headers.get('content-type'), await poster.text()]).toEqual(['image/webp', 'poster']);
  const part = await member.request('GET', `/media/${id}/original`, undefined, { range: 'bytes=0-99' });
  expect([part.status, part.headers.get('content-type')]).toEqual([206, 'video/webm']);
  expect(part.headers.get('accept-ranges')).toBe('bytes');
  expect(Buffer.from(await part.arrayBuffer())).toEqual(original.subarray(0, 100));
});

test('a voice note is played where it is, unless its type is no sound', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 1 });
  const member = await chat.client(room.users[0] ?? 0);
  const files = { 'original.bin': original };
  const id = await attach(chat, room, { kind: 'voice', name: 'n.wav', mimeType: 'audio/wav', files });
  const note = await member.request('GET', `/media/${id}/original`, undefined, { range: 'bytes=10-19' });
  expect([note.status, note.headers.get('content-type')]).toEqual([206, 'audio/wav']);
  expect(note.headers.get('content-disposition')).toBe(`inline; filename*=UTF-8''n.wav`);
  expect((await member.request('GET', `/media/${id}/thumbnail`)).status).toBe(404);

  const liar = await createRoom({ messages: 1 });
  const page = await attach(chat, liar, { kind: 'voice', name: 'n.wav', mimeType: 'text/html', files });
  const answer = await (await chat.client(liar.users[0] ?? 0)).request('GET', `/media/${page}/original`);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
});
