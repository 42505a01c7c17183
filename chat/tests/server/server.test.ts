import { once } from 'node:events';
import { createServer } from 'node:net';
import { meResponse, readyResponse } from '../../shared/api.ts';
import { expect, httpClient, test } from './fixtures.ts';
import { relayTo, runServer } from './process.ts';
import { dial, outcome } from './sockets.ts';

/** Sooner than the limit of a statement (15 s), which the server would otherwise wait for; it gives itself 2.5 s. */
const closeWithinMs = 10_000;

test('migrations run once, also when two run at the same time', async ({ chat }) => {
  const name = `fresh_${Date.now()}`;
  await chat.sql.query(`create database ${name}`);
  const url = new URL(chat.environment.DATABASE_URL ?? '');
  url.pathname = name;
  const environment = { ...chat.environment, DATABASE_URL: url.href };

  await using early = await runServer('serve', environment);
  expect(early.event.code).toBe('DATABASE_NOT_MIGRATED');
  expect(await early.ended).toEqual([2, null]);

  const both = await Promise.all([runServer('migrate', environment), runServer('migrate', environment)]);
  expect(both.map(({ event }) => event.applied?.length).sort()).toEqual([0, 4]);
  for (const run of both) expect(await run.ended).toEqual([0, null]);
});

test('what is wrong at the start is said in one line, without the secret', async ({ chat }) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = String(typeof address === 'object' && address !== null ? address.port : 0);
  const secret = 'too short';
  const cases: [string, Record<string, string>][] = [
    ['PORT_IN_USE', { CHAT_PORT: port }],
    ['CONFIG_INVALID', { CHAT_TOKEN_SECRET: secret }],
    ['CONFIG_INVALID', { CHAT_DEFECTS: 'no-such-defect' }],
    ['HOST_NOT_LOOPBACK', { CHAT_HOST: '0.0.0.0' }],
    ['DATABASE_UNREACHABLE', { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/x' }],
  ];
  for (const [code, change] of cases) {
    await using run = await runServer('serve', { ...chat.environment, ...change });
    expect(run.event).toMatchObject({ event: 'failed', code });
    expect(await run.ended).toEqual([2, null]);
    expect(run.log() + JSON.stringify(run.event)).not.toContain(secret);
  }
  taken.close();
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends the server, with its sockets, cleanly and soon`, async ({ chat, createRoom }) => {
    const { users } = await createRoom();
    await using run = await runServer('serve', chat.environment);
    const token = await chat.token(users[0] ?? 0);
    await httpClient(run.url, token).get('/api/me', meResponse);
    const socket = dial(run.url, { auth: { token } });
    expect(await outcome(socket)).toBeUndefined();
    const disconnected = new Promise((resolve) => socket.once('disconnect', resolve));

    const startedMs = performance.now();
    run.process.kill(signal);
    expect(await run.ended).toEqual([0, null]);
    expect(performance.now() - startedMs).toBeLessThan(closeWithinMs);
    await disconnected;
  });
}

test('the server ends with its standard input when it was asked to', async ({ chat }) => {
  await using tied = await runServer('serve', { ...chat.environment, CHAT_EXIT_WITH_STDIN: '1' });
  await using free = await runServer('serve', chat.environment);
  tied.process.stdin.end();
  free.process.stdin.end();
  expect(await tied.ended).toEqual([0, null]);
  expect((await fetch(`${free.url}/health/live`)).status).toBe(200);
});

test('without its database the server says so, stays up, and recovers', async ({ chat, createRoom }) => {
  const {
    users: [user = 0],
  } = await createRoom();
  const url = new URL(chat.environment.DATABASE_URL ?? '');
  await using relay = await relayTo(Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(relay.port);
  await using run = await runServer('serve', { ...chat.environment, DATABASE_URL: url.href });
  const client = httpClient(run.url, await chat.token(user));
  await client.get('/api/me', meResponse);

  await relay.cut();
  const refused = await client.request('GET', '/api/me');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refused.json()).toMatchObject({ error: { code: 'DATABASE_DOWN' } });
  const notReady = await fetch(`${run.url}/health/ready`);
  expect(notReady.status).toBe(503);
  expect(readyResponse.parse(await notReady.json())).toEqual({
    status: 'not-ready',
    database: 'down',
    realtime: 'ok',
  });
  const refusal = await outcome(dial(run.url, { auth: { token: client.token } }));
  expect(refusal?.data?.code).toBe('DATABASE_DOWN');

  await relay.join();
  await client.get('/api/me', meResponse);
  expect((await fetch(`${run.url}/health/ready`)).status).toBe(200);
});

test('a statement that hangs exhausts a pool of one, and does not keep the server from ending', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom();
  await using run = await runServer('serve', { ...chat.environment, CHAT_POOL_SIZE: '1' });
  const client = httpClient(run.url, await chat.token(room.users[0] ?? 0));

  await chat.sql.query('begin');
  try {
    await chat.sql.query('select from conversations where id = $1 for update', [room.id]);
    const body = { clientId: crypto.randomUUID(), body: 'waits for the row lock' };
    const hanging = client
      .request('POST', `/api/conversations/${room.id}/messages`, body)
      .catch(() => 'cut off');
    const waiting = async () => (await chat.sql.query('select from pg_locks where not granted')).rowCount;
    await expect.poll(waiting).toBe(1);
    const refused = await client.request('GET', '/api/me');
    expect([refused.status, await refused.json()]).toMatchObject([
      503,
      { error: { code: 'POOL_EXHAUSTED' } },
    ]);

    const startedMs = performance.now();
    run.process.kill('SIGTERM');
    expect(await run.ended).toEqual([0, null]);
    expect(performance.now() - startedMs).toBeLessThan(closeWithinMs);
    expect(await hanging).toBe('cut off');
  } finally {
    await chat.sql.query('rollback');
  }
});
