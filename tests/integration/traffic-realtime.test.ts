import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { referenceChatTraffic } from '../../src/targets/reference-chat/operations/index.ts';
import type { TrafficTargetInput } from '../../src/traffic/contract.ts';
import { type RunningTraffic, startTraffic } from '../../src/traffic/control.ts';
import { constantPlan, type TrafficPlan } from '../../src/traffic/mix.ts';
import { serveSmallChat } from './traffic-support/small-chat.ts';

const test = base.extend<{ target: (baseUrl: string, token?: string) => Promise<TrafficTargetInput> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  target: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'backscroll-traffic-'));
    await use(async (baseUrl, token = 'token') => {
      const users = Array.from({ length: 6 }, (_, index) => index + 1);
      const tokensFile = join(folder, 'tokens.json');
      const tokens = Object.fromEntries(users.map((userId) => [userId, `${token}-secret-${userId}`]));
      await writeFile(tokensFile, JSON.stringify(tokens), { mode: 0o600 });
      return referenceChatTraffic({ baseUrl, tokensFile });
    });
    await rm(folder, { recursive: true });
  },
});

function plan(changes: Partial<Parameters<typeof constantPlan>[0]> = {}): TrafficPlan {
  const chatter = { 'send-message': 1 };
  return constantPlan({
    name: 'test',
    ratePerSecond: 50,
    durationMs: 60_000,
    mix: chatter,
    subscribers: 4,
    ...changes,
  });
}

async function sent(traffic: RunningTraffic, count: number): Promise<void> {
  await expect.poll(async () => (await traffic.snapshot()).completed).toBeGreaterThan(count);
}

test('every message reaches every subscriber, with the time that it took', async ({ target }) => {
  await using chat = await serveSmallChat();
  await using traffic = startTraffic(plan({ workers: 2 }), await target(chat.url));
  await sent(traffic, 40);
  const { subscribers, completed, reasons } = await traffic.stop();
  expect(reasons).toEqual([]);
  expect(subscribers).toMatchObject({
    asked: 4,
    connected: 4,
    disconnects: 0,
    gaps: 0,
    duplicates: 0,
    missing: 0,
  });
  expect(subscribers.received).toBe(4 * completed);
  expect(subscribers.delivery?.count).toBe(subscribers.received);
  expect(subscribers.delivery?.maxMs).toBeGreaterThan(0);
});

test('a sequence that the server skips is a gap for everyone, and one that comes twice a duplicate', async ({
  target,
}) => {
  await using chat = await serveSmallChat({ swallowed: [5, 6, 20], doubled: [8] });
  await using traffic = startTraffic(plan(), await target(chat.url));
  await sent(traffic, 30);
  const { subscribers, failed } = await traffic.stop();
  expect(subscribers).toMatchObject({ gaps: 2 * 4, missing: 3 * 4, duplicates: 4, outOfOrder: 0 });
  // That messages are lost is a finding about the chat, and no failure of its operations.
  expect(failed).toBe(0);
});

test('a subscription that falls silent for good is noticed although no gap ever shows', async ({
  target,
}) => {
  const fromTen = Array.from({ length: 1_000 }, (_, index) => index + 10);
  await using chat = await serveSmallChat({ swallowed: fromTen });
  await using traffic = startTraffic(plan(), await target(chat.url));
  await sent(traffic, 30);
  const { subscribers, completed } = await traffic.stop();
  expect(subscribers.gaps).toBe(0);
  expect(subscribers.missing).toBe(4 * (completed - 9));
});

test('connections that break are counted, and made again', async ({ target }) => {
  await using chat = await serveSmallChat();
  await using traffic = startTraffic(plan(), await target(chat.url));
  await sent(traffic, 5);
  for (const socket of chat.io.sockets.sockets.values()) socket.conn.close();
  await expect.poll(() => chat.io.sockets.sockets.size).toBe(4);
  const { subscribers } = await traffic.stop();
  expect(subscribers).toMatchObject({ disconnects: 4, reconnects: 4, connected: 4 });
});

test('all operations of the everyday mix work, and user 1 is left to the browser', async ({ target }) => {
  await using chat = await serveSmallChat();
  const mix = {
    'send-message': 1,
    'add-reaction': 1,
    'mark-read': 1,
    'list-conversations': 1,
    'fetch-history': 1,
  };
  const users = new Set<string>();
  chat.server.on('request', ({ headers }) => users.add(headers.authorization ?? ''));
  // A message that is there before the first reaction.
  const seeded = await target(chat.url);
  const request = { method: 'POST', headers: { authorization: 'Bearer token-a' }, body: '{}' };
  await fetch(`${chat.url}/api/conversations/7/messages`, request);
  users.clear();
  await using traffic = startTraffic(plan({ mix }), seeded);
  await sent(traffic, 60);
  const result = await traffic.stop();
  expect(result).toMatchObject({ failed: 0, throttled: 0, reasons: [] });
  expect(result.operations.map(({ name, completed }) => [name, completed > 0])).toEqual(
    Object.keys(mix)
      .sort()
      .map((name) => [name, true]),
  );
  expect([...users].sort()).toEqual([2, 3, 4, 5, 6].map((userId) => `Bearer token-secret-${userId}`));
  expect(JSON.stringify(result)).not.toContain('secret');
});

test('tokens that are refused are said at once, without quoting them', async ({ target }) => {
  await using chat = await serveSmallChat();
  await using traffic = startTraffic(plan(), await target(chat.url, 'expired'));
  const refused = await traffic.whenReady().catch((cause: unknown) => String(cause));
  expect(refused).toContain('The chat refused to list conversations: HTTP 401 TOKEN_INVALID.');
  expect(refused).toContain('backscroll seed');
  expect(refused).not.toContain('secret');
});

test('a missing tokens file is said with the command that writes it', async () => {
  const target = referenceChatTraffic({
    baseUrl: 'http://127.0.0.1:9',
    tokensFile: '/nonexistent/tokens.json',
  });
  await using traffic = startTraffic(plan(), target);
  await expect(traffic.whenReady()).rejects.toThrow('TOKENS_UNREADABLE');
});
