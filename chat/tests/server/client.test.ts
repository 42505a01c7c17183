import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { buildApp } from '../../server/app.ts';
import { serverConfig } from '../../server/config.ts';
import { type Chat, expect, test } from './fixtures.ts';

const script = `document.title = 'ready';`;
const answersBlock = '<script type="application/json" id="first-answers">{}</script>';
const page = `<!doctype html><meta name="chat-defects" content="" />${answersBlock}<script>${script}</script>${'<p>text</p>'.repeat(200)}`;

let clientDir = '';
test.beforeAll(async () => {
  clientDir = await mkdtemp(join(tmpdir(), 'backscroll-client-'));
  await mkdir(join(clientDir, 'assets'));
  await writeFile(join(clientDir, 'index.html'), page);
  await writeFile(join(clientDir, 'robots.txt'), 'none');
  await writeFile(join(clientDir, 'assets', 'app-1234.js'), 'plain');
  await writeFile(join(clientDir, 'assets', 'app-1234.js.br'), 'precompressed');
});
test.afterAll(() => rm(clientDir, { recursive: true, force: true }));

/** The server in this process, with a client of our own making. */
async function serveClient(chat: Chat, defects: string, dir = clientDir) {
  const app = await buildApp({
    ...serverConfig({ ...chat.environment, CHAT_DEFECTS: defects }),
    clientDir: dir,
  });
  const get = (url: string, encoding = 'identity', cookie?: string) =>
    app.inject({
      url,
      headers: { 'accept-encoding': encoding, ...(cookie === undefined ? {} : { cookie }) },
    });
  return { get, [Symbol.asyncDispose]: () => app.close() };
}

test('every page of the client names the planted defects', async ({ chat }) => {
  await using broken = await serveClient(chat, 'no-virtualization');
  for (const path of ['/', '/login', '/c/12']) {
    const answer = await broken.get(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toContain('<meta name="chat-defects" content="no-virtualization" />');
  }
  await using clean = await serveClient(chat, '');
  expect((await clean.get('/')).body).toBe(page);
});

test('what the application asks for at once comes with the page, to whoever is logged in', async ({
  chat,
  createRoom,
}) => {
  await using client = await serveClient(chat, '');
  const { id, users, outsider } = await createRoom({ messages: 3 });
  const cookieOf = async (user: number, options?: Parameters<Chat['token']>[1]): Promise<string> =>
    `chat_session=${await chat.token(user, options)}`;
  const cookie = await cookieOf(users[0] ?? 0);
  const answersOf = async (url: string, as: string): Promise<Record<string, unknown>> => {
    const { body } = await client.get(url, 'identity', as);
    const [, text = ''] = /id="first-answers">([^<]*)</.exec(body) ?? [];
    return JSON.parse(text);
  };
  const conversation = [`/api/conversations/${id}`, `/api/conversations/${id}/messages?limit=50`];
  for (const [page, paths] of [
    ['/', ['/api/me', '/api/conversations?limit=50']],
    [`/c/${id}`, ['/api/me', ...conversation]],
  ] as const) {
    const answers = await answersOf(page, cookie);
    expect(Object.keys(answers)).toEqual(paths);
    for (const path of paths)
      expect(answers[path]).toEqual((await client.get(path, 'identity', cookie)).json());
  }
  // Whoever is no member, a token of another server, and the page that needs none.
  expect(Object.keys(await answersOf(`/c/${id}`, await cookieOf(outsider)))).toEqual(['/api/me']);
  const foreign = await cookieOf(users[0] ?? 0, { secret: 'another secret of some length, 32 bytes' });
  expect(await answersOf('/', foreign)).toEqual({});
  expect(await answersOf('/login', cookie)).toEqual({});
});

test('the page is compressed, and its policy lets its own inline script run', async ({ chat }) => {
  await using client = await serveClient(chat, '');
  const answer = await client.get('/', 'gzip, br');
  expect(answer.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(page);
  const hash = createHash('sha256').update(script).digest('base64');
  expect(answer.headers['content-security-policy']).toContain(`script-src 'self' 'sha256-${hash}';`);
});

test('assets are kept for good and sent precompressed; other files are asked for again', async ({ chat }) => {
  await using client = await serveClient(chat, '');
  const asset = await client.get('/assets/app-1234.js', 'br');
  expect([asset.headers['content-encoding'], asset.body]).toEqual(['br', 'precompressed']);
  expect(asset.headers['content-type']).toMatch(/javascript/);
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await client.get('/assets/app-1234.js')).body).toBe('plain');
  expect((await client.get('/robots.txt')).headers['cache-control']).toBe('no-cache');
  for (const path of ['/assets/none.js', '/assets/../../config.ts', '/api/nothing']) {
    expect((await client.get(path)).statusCode).toBe(404);
  }
});

test('without a built client the page says what to type, and the API works', async ({ chat }) => {
  await using client = await serveClient(chat, '', join(clientDir, 'nowhere'));
  const answer = await client.get('/');
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ error: { code: 'CLIENT_NOT_BUILT' } });
  expect((await client.get('/health/ready')).statusCode).toBe(200);
});
