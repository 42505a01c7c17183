import { createHmac } from 'node:crypto';
import { decodeJwt } from 'jose';
import { meResponse } from '../../shared/api.ts';
import { type Chat, expect, test } from './fixtures.ts';
import { refusalOf } from './uploads.ts';

function passwordOf(chat: Chat, handle: string): string {
  const secret = chat.environment.CHAT_TOKEN_SECRET ?? '';
  return createHmac('sha256', secret).update(`password:${handle}`).digest('base64url').slice(0, 22);
}

async function handleOf(chat: Chat, userId: number): Promise<string> {
  const { rows } = await chat.sql.query<{ handle: string }>('select handle from users where id = $1', [
    userId,
  ]);
  return rows[0]?.handle ?? '';
}

function logIn(chat: Chat, handle: string, password: string): Promise<Response> {
  return fetch(`${chat.server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle, password }),
  });
}

test('handle and password give a cookie with a token of one day', async ({ chat, createRoom }) => {
  const [user = 0] = (await createRoom()).users;
  const handle = await handleOf(chat, user);
  const answer = await logIn(chat, ` ${handle} `, passwordOf(chat, handle));
  expect(answer.status).toBe(204);
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^chat_session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  const token = /^chat_session=([^;]+)/.exec(cookie)?.[1] ?? '';
  const leftSeconds = (decodeJwt(token).exp ?? 0) - Date.now() / 1_000;
  expect(leftSeconds).toBeGreaterThan(86_300);
  expect(leftSeconds).toBeLessThanOrEqual(86_400);

  const me = await fetch(`${chat.server.url}/api/me`, { headers: { cookie: `chat_session=${token}` } });
  expect(meResponse.parse(await me.json()).user).toMatchObject({ id: user, handle });
});

test('a wrong password and an unknown handle are refused in the same words', async ({ chat, createRoom }) => {
  const [user = 0, other = 0] = (await createRoom()).users;
  const handle = await handleOf(chat, user);
  const nobody = 'nobody.at-all';
  const attempts = [
    [handle, 'x'],
    [handle, passwordOf(chat, await handleOf(chat, other))],
    [handle, `${passwordOf(chat, handle)}x`],
    [nobody, 'x'],
    // The one that the handle would have.
    [nobody, passwordOf(chat, nobody)],
  ] as const;
  const answers = await Promise.all(attempts.map(([name, password]) => logIn(chat, name, password)));
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  expect(new Set(texts).size).toBe(1);
  expect(JSON.parse(texts[0] ?? '')).toMatchObject({ error: { code: 'LOGIN_REFUSED' } });
  for (const answer of answers) expect(answer.headers.getSetCookie()).toEqual([]);
});

test('the 21st password within a minute is not looked at, of this handle only', async ({
  chat,
  createRoom,
}) => {
  const [user = 0, other = 0] = (await createRoom()).users;
  const [handle, another] = [await handleOf(chat, user), await handleOf(chat, other)];
  for (let time = 0; time < 20; time++) {
    expect(await refusalOf(await logIn(chat, handle, `guess ${time}`))).toBe('401 LOGIN_REFUSED');
  }
  for (const password of ['guess 20', passwordOf(chat, handle)]) {
    const answer = await logIn(chat, handle, password);
    const retryAfterSeconds = Number(answer.headers.get('retry-after'));
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
    expect(await refusalOf(answer)).toBe('429 TOO_MANY_REQUESTS');
  }
  expect((await logIn(chat, another, passwordOf(chat, another))).status).toBe(204);
  const { url } = chat.server;
  const token = await chat.token(user);
  const byToken = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  expect(byToken.status).toBe(204);
});
