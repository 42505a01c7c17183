import { statisticsResponse } from '../../shared/api.ts';
import { expect, test } from './fixtures.ts';

test('messages and conversations are counted by channel, of the reader and these days only', async ({
  chat,
  createRoom,
}) => {
  const rooms = [
    await createRoom({ messages: 5 }),
    await createRoom({ messages: 3 }),
    await createRoom({ messages: 4 }),
    await createRoom(),
  ];
  const [web, sms, older, empty] = rooms.map(({ id }) => id);
  const reader = rooms[0]?.users[0] ?? 0;
  await chat.sql.query(`insert into members (conversation_id, user_id) select unnest($1::bigint[]), $2`, [
    [sms, older, empty],
    reader,
  ]);
  await chat.sql.query(`update conversations set channel = 'sms' where id = any($1::bigint[])`, [
    [sms, older],
  ]);
  await chat.sql.query(`update conversations set channel = 'email' where id = $1`, [empty]);
  const age =
    'update messages set created_at = now() - $2::interval where conversation_id = $1 and sequence <= $3';
  await chat.sql.query(age, [web, '40 days', 2]);
  await chat.sql.query(age, [older, '3 days', 4]);
  await chat.sql.query(`update conversations set last_message_at = now() - interval '3 days' where id = $1`, [
    older,
  ]);
  await chat.sql.query('update messages set deleted_at = now() where conversation_id = $1 and sequence = 1', [
    sms,
  ]);

  const client = await chat.client(reader);
  expect(await client.get('/api/statistics', statisticsResponse)).toEqual({
    days: 30,
    channels: [
      { channel: 'email', conversations: 0, messages: 0 },
      { channel: 'sms', conversations: 2, messages: 6 },
      { channel: 'web', conversations: 1, messages: 3 },
    ],
  });
  expect((await client.get('/api/statistics?days=1', statisticsResponse)).channels).toContainEqual({
    channel: 'sms',
    conversations: 1,
    messages: 2,
  });
  expect((await client.get('/api/statistics?days=365', statisticsResponse)).channels).toContainEqual({
    channel: 'web',
    conversations: 1,
    messages: 5,
  });
  const outsider = await chat.client(rooms[0]?.outsider ?? 0);
  expect(await outsider.get('/api/statistics', statisticsResponse)).toEqual({ days: 30, channels: [] });
  for (const days of ['0', '366', 'all']) {
    expect((await client.request('GET', `/api/statistics?days=${days}`)).status).toBe(400);
  }
});
