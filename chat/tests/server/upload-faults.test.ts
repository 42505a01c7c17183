import { once } from 'node:events';
import { request } from 'node:http';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { waveFile } from '../unit/wave-file.ts';
import { type Chat, type Client, expect, test } from './fixtures.ts';
import { postFile, postForm, refusalOf, upload, uploadFolders } from './uploads.ts';

const limitBytes = 25 * 1024 * 1024;
const boundary = 'a-boundary';
const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="film.bin"\r\n\r\n`;

/** A member of some conversation, and a check that nothing is left of what was refused. */
async function sender(chat: Chat, room: { users: number[] }) {
  const client = await chat.client(room.users[0] ?? 0);
  const before = await uploadFolders(chat);
  const expectNothingLeft = async () => {
    await expect.poll(() => uploadFolders(chat)).toEqual(before);
    const { rowCount } = await chat.sql.query('select 1 from uploads where user_id = $1', [room.users[0]]);
    expect(rowCount).toBe(0);
  };
  return { client, before, expectNothingLeft };
}

/** The beginning of an upload of this length. */
function begin(chat: Chat, client: Client, bytes: number) {
  const form = request(`${chat.server.url}/api/uploads`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${client.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': bytes,
    },
  });
  form.on('error', () => undefined);
  form.write(head);
  return form;
}

test('an upload that is broken off leaves nothing behind', async ({ chat, createRoom }) => {
  const { client, before, expectNothingLeft } = await sender(chat, await createRoom());
  const form = begin(chat, client, 5_000_000);
  form.write(Buffer.alloc(500_000));
  await expect.poll(() => uploadFolders(chat)).toHaveLength(before.length + 1);
  form.destroy();
  await expectNothingLeft();
  expect((await upload(chat, client, 'and the server goes on')).kind).toBe('file');
});

test('a form that ends in the middle of its file is refused', async ({ chat, createRoom }) => {
  const { client, expectNothingLeft } = await sender(chat, await createRoom());
  const content = 'half of a letter';
  const form = begin(chat, client, head.length + content.length);
  form.end(content);
  const [answer] = await once(form, 'response');
  expect(answer.statusCode).toBe(400);
  answer.resume();
  await expectNothingLeft();
});

test('25 MB are taken and a byte more is not; other routes take as little as before', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom();
  const { client, expectNothingLeft } = await sender(chat, room);
  const refused = await postFile(chat, client, Buffer.alloc(limitBytes + 1));
  expect(await refusalOf(refused)).toBe('413 TOO_LARGE');
  await expectNothingLeft();
  expect((await upload(chat, client, Buffer.alloc(limitBytes))).sizeBytes).toBe(limitBytes);

  const path = `/api/conversations/${room.id}/messages`;
  const large = { clientId: crypto.randomUUID(), body: 'x'.repeat(70_000) };
  expect((await client.request('POST', path, large)).status).toBe(413);
  const form = new FormData();
  form.set('clientId', crypto.randomUUID());
  const headers = { authorization: `Bearer ${client.token}` };
  const elsewhere = await fetch(chat.server.url + path, { method: 'POST', headers, body: form });
  expect(elsewhere.status).toBe(415);
});

test('a form has exactly one file, of a user who is logged in', async ({ chat, createRoom }) => {
  const { client, expectNothingLeft } = await sender(chat, await createRoom());
  const two = new FormData();
  for (const name of ['a', 'b']) two.append('file', new File(['x'.repeat(200_000)], name));
  const other = new FormData();
  other.set('picture', new File(['x'], 'a'));
  const none = new FormData();
  none.set('file', 'only a text');
  for (const form of [two, other, none, new FormData()]) {
    const answer = await postForm(chat, client, form);
    expect(answer.status).toBe(400);
    await answer.body?.cancel();
  }
  const json = await client.request('POST', '/api/uploads', { file: 'x' });
  expect(await refusalOf(json)).toBe('400 INPUT_INVALID');
  const stranger = await postFile(chat, { ...client, token: 'none' }, 'x');
  expect(await refusalOf(stranger)).toBe('401 TOKEN_INVALID');
  await expectNothingLeft();
});

/** A PNG that says that it has this many pixels, and holds next to none. */
function bomb(width: number, height: number): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0, 0, 0, 0], 8); // 8 bits of grey
  const part = (name: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const parts = [
    part('IHDR', size),
    part('IDAT', deflateSync(Buffer.alloc(100_000))),
    part('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

test('a small file that unpacks to a huge picture is refused', async ({ chat, createRoom }) => {
  const { client, expectNothingLeft } = await sender(chat, await createRoom());
  const file = bomb(30_000, 30_000);
  expect(file.length).toBeLessThan(1_000);
  const refused = await postFile(chat, client, file, { name: 'a.png', type: 'image/png' });
  expect(await refusalOf(refused)).toBe('413 TOO_LARGE');
  await expectNothingLeft();
});

test('what lies about its type is a file, and so is a picture or a sound that is torn', async ({
  chat,
  createRoom,
}) => {
  const { client } = await sender(chat, await createRoom());
  const page = '<!doctype html><script>alert(document.cookie)</script>';
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#777' } })
    .jpeg()
    .toBuffer();
  const wave = waveFile([1]);
  const cases: [Buffer | string, string][] = [
    [page, 'image/jpeg'],
    [page, 'text/html'],
    [page, 'audio/wav'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'image/svg+xml'],
    [photo.subarray(0, photo.length / 2), 'image/jpeg'],
    [Buffer.concat([photo.subarray(0, 20), Buffer.alloc(500)]), 'image/jpeg'],
    [wave.subarray(0, 30), 'audio/wav'],
  ];
  for (const [content, type] of cases) {
    const made = await upload(chat, client, content, { name: 'innocent', type });
    expect([type, made.kind, made.mimeType]).toEqual([type, 'file', 'application/octet-stream']);
  }
});
