import { conversationsResponse, errorResponse, meResponse, readyResponse } from '../../shared/api.ts';
import { expect, httpClient, test } from './fixtures.ts';

async function code(response: Response): Promise<string> {
  return errorResponse.parse(await response.json()).error.code;
}

test('a token becomes a cookie that scripts cannot read, and logging out clears it', async ({
  chat,
  createRoom,
}) => {
  const {
    users: [user = 0],
  } = await createRoom();
  const logIn = await fetch(`${chat.server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: await chat.token(user) }),
  });
  expect(logIn.status).toBe(204);
  const [cookie = ''] = logIn.headers.getSetCookie();
  expect(cookie).toMatch(/^chat_session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);

  const me = await fetch(`${chat.server.url}/api/me`, { headers: { cookie: cookie.split(';', 1)[0] ?? '' } });
  expect(meResponse.parse(await me.json()).user).toMatchObject({ id: user, name: 'User 2' });

  const logOut = await fetch(`${chat.server.url}/api/session`, { method: 'DELETE' });
  expect(logOut.status).toBe(204);
  expect(logOut.headers.getSetCookie()[0]).toMatch(/^chat_session=; .*Expires=Thu, 01 Jan 1970/);
});

test('expired, foreign, malformed and missing tokens are told apart', async ({ chat, createRoom }) => {
  const {
    users: [user = 0],
  } = await createRoom();
  const { url } = chat.server;
  const cases = {
    TOKEN_EXPIRED: await chat.token(user, { expiresIn: '-1 minute' }),
    TOKEN_INVALID: await chat.token(user, { secret: 'another secret that has 32 characters' }),
  };
  for (const [expected, token] of Object.entries(cases)) {
    const refused = await httpClient(url, token).request('GET', '/api/me');
    expect(refused.status).toBe(401);
    expect(await code(refused)).toBe(expected);
    const logIn = await httpClient(url, token).request('POST', '/api/session', { token });
    expect([logIn.status, await code(logIn), logIn.headers.getSetCookie()]).toEqual([401, expected, []]);
  }
  expect(await code(await httpClient(url, 'no.token.atall').request('GET', '/api/me'))).toBe('TOKEN_INVALID');
  expect(await code(await fetch(`${url}/api/me`))).toBe('TOKEN_MISSING');
  expect(await code(await fetch(`${url}/media/1/thumbnail`))).toBe('TOKEN_MISSING');
  // Signed by us, for a user of another data set.
  const stranger = await chat.client(999_999_999);
  expect(await code(await stranger.request('POST', '/api/session', { token: stranger.token }))).toBe(
    'TOKEN_INVALID',
  );
  expect(chat.server.log()).not.toContain(cases.TOKEN_INVALID);
});

test('everything about a conversation is hidden from those outside', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 3 });
  const outsider = await chat.client(room.outsider);
  const { rows } = await chat.sql.query<{ id: string }>(
    'select id from messages where conversation_id = $1',
    [room.id],
  );
  const attempts = [
    ['GET', `/api/conversations/${room.id}`],
    ['GET', `/api/conversations/${room.id}/messages`],
    ['POST', `/api/conversations/${room.id}/messages`, { clientId: crypto.randomUUID(), body: 'hello' }],
    ['PUT', `/api/conversations/${room.id}/read`, { sequence: 1 }],
    ['PUT', `/api/messages/${rows[0]?.id}/reactions/%F0%9F%91%8D`],
    ['DELETE', `/api/messages/${rows[0]?.id}/reactions/%F0%9F%91%8D`],
  ] as const;
  for (const [method, path, body] of attempts) {
    const response = await outsider.request(method, path, body);
    expect([path, response.status, await code(response)]).toEqual([path, 404, 'NOT_FOUND']);
  }
  const list = await outsider.get('/api/conversations', conversationsResponse);
  expect(list).toEqual({ conversations: [], next: null });
  const count = await chat.sql.query('select 1 from messages where conversation_id = $1', [room.id]);
  expect(count.rowCount).toBe(3);
});

test('input that makes no sense is refused with 400 and a reason', async ({ chat, createRoom }) => {
  const room = await createRoom({ messages: 1 });
  const member = await chat.client(room.users[0] ?? 0);
  const messages = `/api/conversations/${room.id}/messages`;
  const attempts = [
    ['GET', `${messages}?before=2&after=1`],
    ['GET', `${messages}?before=0`],
    ['GET', `${messages}?limit=101`],
    ['GET', `${messages}?after=1.5`],
    ['GET', '/api/conversations/first/messages'],
    ['GET', '/api/conversations?before=nonsense'],
    ['POST', messages, { clientId: 'not-a-uuid', body: 'x' }],
    ['POST', messages, { clientId: crypto.randomUUID(), body: '   ' }],
    ['POST', messages, { clientId: crypto.randomUUID(), body: 'a\u0000b' }],
    ['PUT', `/api/conversations/${room.id}/read`, { sequence: -1 }],
    ['POST', '/api/session', {}],
  ] as const;
  for (const [method, path, body] of attempts) {
    const response = await member.request(method, path, body);
    expect([path, response.status]).toEqual([path, 400]);
    expect(errorResponse.parse(await response.json()).error.message.length).toBeGreaterThan(10);
  }
  const noJson = await fetch(chat.server.url + messages, {
    method: 'POST',
    headers: { authorization: `Bearer ${member.token}`, 'content-type': 'application/json' },
    body: '{',
  });
  expect([noJson.status, await code(noJson)]).toEqual([400, 'REQUEST_INVALID']);
});

test('health, security headers and timing are there', async ({ chat, createRoom }) => {
  const {
    users: [user = 0],
  } = await createRoom();
  const ready = await fetch(`${chat.server.url}/health/ready`);
  expect(ready.status).toBe(200);
  expect(readyResponse.parse(await ready.json())).toEqual({
    status: 'ready',
    database: 'ok',
    realtime: 'ok',
  });
  expect((await fetch(`${chat.server.url}/health/live`)).status).toBe(200);

  const me = await (await chat.client(user)).request('GET', '/api/me');
  expect(me.headers.get('server-timing')).toMatch(/^db;dur=\d+\.\d, total;dur=\d+\.\d$/);
  expect(me.headers.get('cache-control')).toBe('no-store');
  expect(me.headers.get('x-content-type-options')).toBe('nosniff');
  expect(me.headers.get('content-security-policy')).toContain("default-src 'none'");
});
