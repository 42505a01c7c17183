import { expect, httpClient, test } from './fixtures.ts';
import { runServer } from './process.ts';

test('who writes too much gets 429 and is told when to come back; nobody else does', async ({
  chat,
  createRoom,
}) => {
  const room = await createRoom({ messages: 1 });
  await using server = await runServer('serve', { ...chat.environment, CHAT_WRITES_PER_MINUTE: '5' });
  const [ada, ben] = await Promise.all(
    room.users.map(async (user) => httpClient(server.url, await chat.token(user))),
  );
  if (ada === undefined || ben === undefined) throw new Error('two users expected');
  const write = (client: typeof ada) =>
    client.request('PUT', `/api/conversations/${room.id}/read`, { sequence: 1 });

  const answers: Response[] = [];
  for (let time = 0; time < 7; time++) answers.push(await write(ada));
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204, 429, 429]);
  const refused = answers.at(-1);
  const retryAfterSeconds = Number(refused?.headers.get('retry-after'));
  expect(retryAfterSeconds).toBeGreaterThan(0);
  expect(retryAfterSeconds).toBeLessThanOrEqual(60);
  expect(await refused?.json()).toMatchObject({ error: { code: 'TOO_MANY_REQUESTS' } });

  expect((await ada.request('GET', '/api/conversations')).status).toBe(200);
  expect((await write(ben)).status).toBe(204);
});
