import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ClientBase } from 'pg';
import { type Dataset, seedTarget } from '../../seed/index.ts';
import { connect } from '../../src/database/client.ts';
import { expect, migrate } from './database-fixture.ts';
import { test } from './seed-fixture.ts';

/** Contents of all the tables, so that any difference shows. */
async function fingerprint(client: ClientBase): Promise<Record<string, string>> {
  const names = [
    ...['users', 'conversations', 'members', 'messages', 'link_previews', 'attachments', 'uploads'],
    ...['reactions', 'poll_votes'],
  ];
  const parts = names.map(
    (name) => `(select md5(string_agg(t::text, '|' order by t::text)) from ${name} t) as ${name}`,
  );
  const result = await client.query<Record<string, string>>(`select ${parts.join(', ')}`);
  return result.rows[0] ?? {};
}

/** Definitions of all indexes and constraints. */
async function definitions(client: ClientBase): Promise<string[]> {
  const result = await client.query<{ definition: string }>(
    `select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid in
       (select oid from pg_class where relnamespace = 'public'::regnamespace and relname not like 'backscroll%')
     union all
     select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated
     from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'backscroll%'
     order by 1`,
  );
  return result.rows.map(({ definition }) => definition);
}

test('seeds an empty database, and recognises its data the second time', async ({
  databaseUrl,
  directory,
}) => {
  const options = { databaseUrl, directory, size: 'small', seed: 7, migrate } as const;
  const steps = new Set<string>();
  const first = await seedTarget({ ...options, onProgress: ({ step }) => steps.add(step) });
  expect(first).toMatchObject({ size: 'small', seed: 7, userId: 1, loaded: true });
  expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  expect([...steps]).toEqual(expect.arrayContaining(['rows', 'indexes']));
  const passwords = JSON.parse(await readFile(join(directory, 'passwords.json'), 'utf8'));
  expect(Object.keys(passwords)).toHaveLength(100);

  const second = await seedTarget({ ...options, onProgress: ({ step }) => steps.delete(step) });
  expect(second).toEqual({ ...first, loaded: false, seconds: expect.any(Number) });
});

test('leaves the schema as the chat made it, and ids go on behind the seeded ones', async ({
  client,
  databaseUrl,
  directory,
}) => {
  let before: string[] = [];
  const migrateAndNote = async (url: string) => {
    await migrate(url);
    before = await definitions(client);
  };
  const options = { databaseUrl, directory, size: 'small', seed: 7 } as const;
  const dataset = await seedTarget({ ...options, migrate: migrateAndNote });
  expect(before.length).toBeGreaterThan(20);
  expect(await definitions(client)).toEqual(before);
  const sent = await client.query<{ id: string }>(
    `insert into messages (conversation_id, sequence, sender_id, kind, body) values (1, 51, 1, 'text', 'hi')
     returning id`,
  );
  expect(Number(sent.rows[0]?.id)).toBe(dataset.counts.messages + 1);
});

test('journeys have the lengths of their names and belong to the measured user', async ({
  client,
  databaseUrl,
  directory,
}) => {
  const { journeys } = await seedTarget({ databaseUrl, directory, size: 'small', seed: 7, migrate });
  expect(journeys.map(({ messages }) => messages)).toEqual([50, 150, 500, 2_000, 10_000]);
  for (const { messages, conversationId } of journeys) {
    const result = await client.query(
      `select c.title, c.kind, c.last_sequence::int, count(*)::int, min(m.sequence)::int, max(m.sequence)::int,
              count(distinct m.sequence)::int as different, max(m.created_at) = c.last_message_at as last_is_right,
              bool_and(m.sender_id in (select user_id from members where conversation_id = c.id)) as by_members,
              (select last_read_sequence::int from members where conversation_id = c.id and user_id = 1) as read
       from conversations c join messages m on m.conversation_id = c.id where c.id = $1 group by c.id`,
      [conversationId],
    );
    expect(result.rows).toEqual([
      {
        title: `Journey ${messages}`,
        kind: 'group',
        last_sequence: messages,
        count: messages,
        min: 1,
        max: messages,
        different: messages,
        last_is_right: true,
        by_members: true,
        read: messages,
      },
    ]);
  }
});

test('what a run has done is taken back', async ({ client, databaseUrl, directory }) => {
  const options = { databaseUrl, directory, size: 'small', seed: 7, migrate } as const;
  await seedTarget(options);
  const seeded = await fingerprint(client);
  await client.query(`
    insert into messages (conversation_id, sequence, sender_id, client_id, kind, body)
      select 3, 500 + n, 2, gen_random_uuid(), 'text', 'new' from generate_series(1, 1500) n;
    update conversations set last_sequence = 2000, last_message_at = now() where id = 3;
    update members set last_read_sequence = 0 where conversation_id = 2;
    delete from members where conversation_id = 4 and user_id = 1;
    insert into members values (7, 9);
    delete from reactions where message_id % 2 = 0;
    insert into reactions select id, 1, '🆕' from messages order by id desc limit 50;
    insert into poll_votes select message_id, 1, 50 from poll_options limit 1;
    insert into attachments (message_id, position, kind, media_key, name, mime_type, size_bytes)
      select max(id), 0, 'file', 'k', 'n', 'text/plain', 1 from messages;
    insert into link_previews select max(id), 'https://example.com', 's', 't', 'd' from messages;
    insert into uploads (id, user_id, kind, media_key, name, mime_type, size_bytes)
      values (gen_random_uuid(), 2, 'file', 'upload/k', 'n', 'text/plain', 1);
    insert into users (handle, name, hue) values ('new', 'New', 1)`);
  const uploads = join(directory, 'uploads');
  await mkdir(join(uploads, 'k'), { recursive: true });
  await writeFile(join(uploads, 'k/original.bin'), 'x');
  expect(await fingerprint(client)).not.toEqual(seeded);
  expect((await seedTarget(options)).loaded).toBe(false);
  expect(await fingerprint(client)).toEqual(seeded);
  // The folder stays for a server that has it open.
  expect(await readdir(uploads)).toEqual([]);
});

test('data that cannot be taken back is loaded anew', async ({ client, databaseUrl, directory }) => {
  const options = { databaseUrl, directory, size: 'small', seed: 7, migrate } as const;
  await seedTarget(options);
  const seeded = await fingerprint(client);
  const losses = [
    `delete from messages where id = (
       select id from messages m where conversation_id = 2 and not exists (
         select 1 from messages r where r.conversation_id = 2 and r.reply_to = m.sequence) limit 1)`,
    `update messages set body = 'other', edited_at = now() where conversation_id = 2 and sequence = 8`,
    `delete from link_previews where message_id = (select max(message_id) from link_previews)`,
    `delete from poll_options; update messages set deleted_at = now(), body = '' where kind = 'poll'`,
  ];
  for (const loss of losses) {
    await client.query(loss);
    expect((await seedTarget(options)).loaded, loss).toBe(true);
    expect(await fingerprint(client), loss).toEqual(seeded);
  }
});

test('a load that is killed half-way leaves the data of before, and the next one succeeds', async ({
  client,
  databaseUrl,
  directory,
}) => {
  const options = { databaseUrl, directory, size: 'small', seed: 7, migrate } as const;
  const first: Dataset = await seedTarget(options);
  const before = [await fingerprint(client), await definitions(client)];
  const program = `
    import { seedTarget } from ${JSON.stringify(new URL('../../seed/index.ts', import.meta.url).href)};
    const [databaseUrl, directory] = process.argv.slice(1);
    await seedTarget({ databaseUrl, directory, size: 'standard', seed: 7, migrate: async () => {},
      onProgress: ({ step, done, total }) => step === 'rows' && done > total / 2 && console.log('half') });`;
  const loader = spawn(process.execPath, ['--input-type=module', '-e', program, databaseUrl, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface({ input: loader.stdout }), 'line');
  loader.kill('SIGKILL');
  await once(loader, 'exit');
  await expect
    .poll(async () => {
      const others = await client.query(
        `select from pg_stat_activity where application_name = 'backscroll seed' and datname = current_database()`,
      );
      return others.rowCount;
    })
    .toBe(0);
  expect([await fingerprint(client), await definitions(client)]).toEqual(before);
  expect(await seedTarget(options)).toMatchObject({ hash: first.hash, loaded: false });
});

test('the standard size is as large as it says, and can be loaded over another', async ({
  client,
  databaseUrl,
  directory,
}) => {
  const options = { databaseUrl, directory, seed: 7, migrate } as const;
  await seedTarget({ ...options, size: 'small' });
  const { counts, loaded, rows } = await seedTarget({ ...options, size: 'standard' });
  expect(loaded).toBe(true);
  expect(counts).toMatchObject({ users: 1_000, conversations: 10_005, messages: 112_700, poll_options: 4 });
  expect(rows).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
  const seen = await client.query<Record<string, number>>(
    `select (select count(*)::int from members where user_id = 1) as listed,
            (select extract(day from max(created_at) - min(created_at))::int from messages) as days,
            (select count(*)::int from messages m join conversations c on c.id = m.conversation_id
             where (m.created_at < c.created_at) or m.sequence > c.last_sequence) as impossible`,
  );
  expect(seen.rows[0]).toMatchObject({ impossible: 0 });
  expect(seen.rows[0]?.listed).toBeGreaterThanOrEqual(100);
  expect(seen.rows[0]?.days).toBeGreaterThan(85);
  expect(seen.rows[0]?.days).toBeLessThanOrEqual(90);
});

test('somebody else’s database is refused before anything is written', async ({
  client,
  databaseUrl,
  directory,
}) => {
  await client.query('create table users (id int); insert into users values (1)');
  let migrated = false;
  const note = async () => {
    migrated = true;
  };
  const options = { databaseUrl, directory: join(directory, 'untouched'), size: 'small', seed: 7 } as const;
  await expect(seedTarget({ ...options, migrate: note })).rejects.toMatchObject({
    code: 'DATABASE_NOT_DISPOSABLE',
  });
  expect(migrated).toBe(false);
  expect(await stat(join(directory, 'untouched')).catch(() => null)).toBeNull();
  expect((await client.query('select id from users')).rows).toEqual([{ id: 1 }]);
});

test('tables that another session holds are named with the session', async ({ databaseUrl, directory }) => {
  const options = { databaseUrl, directory, seed: 7, migrate } as const;
  await seedTarget({ ...options, size: 'small' });
  await using other = await connect(databaseUrl, 'somebody');
  await other.query('begin; select 1 from messages limit 1');
  await expect(seedTarget({ ...options, size: 'standard' })).rejects.toMatchObject({
    code: 'DATABASE_IN_USE',
    message: expect.stringContaining('somebody (backend '),
  });
});
