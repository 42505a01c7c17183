import { monotonicUs } from '../../src/core/clock.ts';
import { type ActivityObservation, startActivitySampling } from '../../src/database/activity.ts';
import { connect } from '../../src/database/client.ts';
import { expect, test } from './database-fixture.ts';

/** Until the database itself says that this many sessions wait for a lock. */
async function untilBlocked(client: Awaited<ReturnType<typeof connect>>, count: number): Promise<void> {
  await expect
    .poll(async () => {
      const waiting = await client.query(
        `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return waiting.rowCount;
    })
    .toBe(count);
}

test('sees who blocks whom, and one text for statements that differ in constants', async ({
  client,
  databaseUrl,
}) => {
  await client.query('create table polls (id int); insert into polls values (1)');
  await using holder = await connect(databaseUrl);
  await using first = await connect(databaseUrl);
  await using second = await connect(databaseUrl);
  await holder.query('begin');
  await holder.query('select * from polls for update');
  const waiting = [
    first.query('update polls set id = 2 where id = 1'),
    second.query('update polls set id = 2 where id = 1'),
  ];
  await untilBlocked(client, 2);
  const startedUs = monotonicUs();
  const sampling = await startActivitySampling(databaseUrl, { intervalMs: 20 });
  const [seen] = await sampling.stop();
  await holder.query('rollback');
  await Promise.all(waiting);

  expect(seen?.kind).toBe('observed');
  const { atUs, states, waits, queries, blocked, connections, maxConnections } = seen as ActivityObservation;
  expect(atUs).toBeGreaterThanOrEqual(startedUs);
  expect(states).toMatchObject({ active: 2, 'idle in transaction': 1 });
  expect(Object.entries(waits).filter(([wait]) => wait.startsWith('Lock:'))).not.toHaveLength(0);
  expect(queries).toMatchObject([
    { text: 'update polls set id = ? where id = ?', sessions: 2, queryId: expect.stringMatching(/^-?\d+$/) },
  ]);
  const pidOf = async (session: typeof holder) =>
    (await session.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
  expect(blocked).toHaveLength(2);
  expect(blocked.flatMap(({ by }) => by)).toContain(await pidOf(holder));
  expect(connections).toBeGreaterThanOrEqual(4);
  expect(maxConnections).toBe(300);
});

test('records a gap for a connection that was ended, and goes on', async ({ client, databaseUrl }) => {
  const sampling = await startActivitySampling(databaseUrl, { intervalMs: 20 });
  const sessions = async () => {
    const seen = await client.query<{ pid: number; state: string }>(
      `select pid, state from pg_stat_activity
       where application_name = 'backscroll activity' and datname = current_database()`,
    );
    return seen.rows;
  };
  const lost = (await sessions())[0]?.pid;
  await client.query('select pg_terminate_backend($1)', [lost]);
  // Idle: the next connection of the sampler has been answered.
  await expect
    .poll(async () => (await sessions()).some(({ pid, state }) => pid !== lost && state === 'idle'))
    .toBe(true);
  const samples = await sampling.stop();
  const gap = samples.findIndex(({ kind }) => kind === 'gap');
  expect(samples[gap]).toMatchObject({ kind: 'gap', reason: expect.stringMatching(/terminat|connection/i) });
  expect(samples.slice(gap + 1).some(({ kind }) => kind === 'observed')).toBe(true);
});

test('a tick that comes while the last one is unanswered is left out', async ({ client, databaseUrl }) => {
  const startedUs = monotonicUs();
  const sampling = await startActivitySampling(databaseUrl, { intervalMs: 1 });
  for (let round = 0; round < 100; round++) await client.query('select 1');
  const ticks = Math.ceil((monotonicUs() - startedUs) / 1_000) + 1;
  const samples = await sampling.stop();
  const times = samples.map(({ atUs }) => atUs);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  expect(samples.length).toBeGreaterThan(1);
  expect(samples.length).toBeLessThanOrEqual(ticks);
});

test('a database that is away gives gaps, not a crash', async () => {
  const sampling = await startActivitySampling('postgres://me:hunter2@127.0.0.1:1/db');
  const samples = await sampling.stop();
  expect(samples).toEqual([
    { kind: 'gap', atUs: expect.any(Number), reason: expect.stringContaining('REFUSED') },
  ]);
  expect(JSON.stringify(samples)).not.toContain('hunter2');
});
