import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../../chat/tests/server/fixtures.ts';
import { referenceChatTraffic } from '../../src/targets/reference-chat/operations/index.ts';
import { startTraffic } from '../../src/traffic/control.ts';
import { parseTrafficPlan } from '../../src/traffic/mix.ts';

test('steady traffic runs on the reference chat without a failure, and every message is delivered', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 120, members: 12 });
  const other = await createRoom({ messages: 3, members: 2 });
  const users = [...room.users, ...other.users];
  const tokens = await Promise.all(users.map(async (userId) => [userId, await chat.token(userId)]));
  const tokensFile = join(tmpdir(), `backscroll-traffic-${process.pid}.json`);
  await writeFile(tokensFile, JSON.stringify(Object.fromEntries(tokens)), { mode: 0o600 });
  try {
    const target = referenceChatTraffic({
      baseUrl: chat.server.url,
      tokensFile,
      exceptUserIds: room.users.slice(0, 1),
      exceptConversationIds: [other.id],
    });
    await using traffic = startTraffic(parseTrafficPlan('steady'), target);
    await expect.poll(async () => (await traffic.snapshot()).completed).toBeGreaterThan(150);
    const result = await traffic.stop();

    expect(result).toMatchObject({ failed: 0, throttled: 0, unfinished: 0, dropped: 0 });
    expect(result.started).toBe(result.planned);
    expect(result.operations.every(({ completed }) => completed > 0)).toBe(true);
    expect(result.subscribers).toMatchObject({
      asked: 20,
      connected: 20,
      gaps: 0,
      duplicates: 0,
      missing: 0,
    });
    const messagesSent = result.operations.find(({ name }) => name === 'send-message')?.completed ?? 0;
    expect(result.subscribers.received).toBe(20 * messagesSent);
    expect(result.subscribers.delivery?.count).toBe(result.subscribers.received);
    // Nobody acted where nobody may.
    const { rows } = await chat.sql.query('select last_sequence from conversations where id = $1', [
      other.id,
    ]);
    expect(rows).toEqual([{ last_sequence: '3' }]);
  } finally {
    await rm(tokensFile);
  }
});
