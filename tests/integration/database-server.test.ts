import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { connect } from '../../src/database/client.ts';
import { ended, isRunning } from '../../src/database/processes.ts';
import { openDatabase } from '../../src/database/server.ts';

const serverModule = JSON.stringify(new URL('../../src/database/server.ts', import.meta.url).href);

let directory = '';
test.beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'backscroll-database-'));
  await chmod(directory, 0o755); // like a checkout
});
const runs: ChildProcess[] = [];
const supervisors: number[] = [];
test.afterEach(async () => {
  for (const run of runs.splice(0)) run.kill('SIGKILL');
  for (const supervisor of supervisors.splice(0)) await ended(supervisor, 10_000);
  await rm(directory, { recursive: true, force: true });
});

/** A run in a process of its own that has opened the database and keeps it. */
async function startRun(): Promise<{ run: ChildProcess; supervisor: number; postgres: number }> {
  const program = `
    import { openDatabase } from ${serverModule};
    const database = await openDatabase({ directory: process.argv[1] });
    process.on('SIGINT', async () => { await database[Symbol.asyncDispose](); process.exit(130); });
    setInterval(() => {}, 1_000);
    console.log('ready');`;
  const run = spawn(process.execPath, ['--input-type=module', '-e', program, directory], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  runs.push(run);
  if (run.stdout === null) throw new Error('no stdout');
  await once(createInterface({ input: run.stdout }), 'line');
  const lock = JSON.parse(await readFile(join(directory, 'postgres/lock.json'), 'utf8')) as {
    supervisorPid: number;
  };
  supervisors.push(lock.supervisorPid);
  return { run, supervisor: lock.supervisorPid, postgres: await postmasterPid() };
}

async function postmasterPid(): Promise<number> {
  return Number.parseInt(await readFile(join(directory, 'postgres/data/postmaster.pid'), 'utf8'), 10);
}

async function write(text: string): Promise<void> {
  await using database = await openDatabase({ directory });
  await using client = await connect(database.url);
  await client.query('create table if not exists kept (text text)');
  await client.query('insert into kept values ($1)', [text]);
}

async function readKept(): Promise<string[]> {
  await using database = await openDatabase({ directory });
  await using client = await connect(database.url);
  return (await client.query<{ text: string }>('select text from kept order by 1')).rows.map(
    (row) => row.text,
  );
}

test('starts, keeps its data, and leaves no process behind', async () => {
  await write('first');
  const password = await stat(join(directory, 'postgres/password'));
  expect(password.mode & 0o777).toBe(0o600);

  const database = await openDatabase({ directory });
  const pid = await postmasterPid();
  expect(database.kind).toBe('embedded');
  expect(Number.parseInt(database.version, 10)).toBeGreaterThanOrEqual(13);
  await using client = await connect(database.url);
  const shown = await client.query<{ listen_addresses: string; fsync: string }>(
    `select current_setting('listen_addresses') as listen_addresses, current_setting('fsync') as fsync`,
  );
  expect(shown.rows[0]).toEqual({ listen_addresses: '127.0.0.1', fsync: 'on' });
  await database[Symbol.asyncDispose]();
  expect(await isRunning(pid)).toBe(false);
  expect(await readKept()).toEqual(['first']);
});

test('root in a private directory keeps the cluster where PostgreSQL can reach it', async () => {
  test.skip(process.getuid?.() !== 0, 'only root has to change the user');
  await chmod(directory, 0o700);
  const said: string[] = [];
  const database = await openDatabase({ directory, onProgress: (text) => said.push(text) });
  await using client = await connect(database.url);
  const shown = await client.query<{ data: string }>(`select current_setting('data_directory') as data`);
  await database[Symbol.asyncDispose]();
  const data = shown.rows[0]?.data ?? '';
  expect(data).toMatch(/^\/var\/tmp\/backscroll-[0-9a-f]{12}\/data$/);
  expect(said.join()).toContain(data);
  await rm(join(data, '..'), { recursive: true });
});

test('kill -9 of the run stops the server, and the next run waits for that', async () => {
  await write('before');
  const { run, supervisor, postgres } = await startRun();
  run.kill('SIGKILL');
  await once(run, 'exit');
  expect(await readKept()).toEqual(['before']);
  expect(await isRunning(postgres)).toBe(false);
  expect(await isRunning(supervisor)).toBe(false);
});

test('Ctrl-C in the terminal leaves the server to the run', async () => {
  const { run, supervisor, postgres } = await startRun();
  if (run.pid === undefined) throw new Error('no pid');
  process.kill(-run.pid, 'SIGINT'); // as a terminal does it: to the whole process group
  const [code] = (await once(run, 'exit')) as [number | null];
  expect(code).toBe(130);
  expect(await isRunning(postgres)).toBe(false);
  expect(await isRunning(supervisor)).toBe(false);
  const log = await readFile(join(directory, 'postgres/server.log'), 'utf8');
  expect(log.match(/received fast shutdown request/g)).toHaveLength(1);
});

test('a server that outlived its supervisor is ended and started anew', async () => {
  await write('before');
  const { run, supervisor, postgres } = await startRun();
  process.kill(supervisor, 'SIGKILL');
  expect(await readKept()).toEqual(['before']);
  expect(await isRunning(postgres)).toBe(false);
  run.kill('SIGKILL');
  await once(run, 'exit');
});

test('a second run beside a live one is told which process to wait for', async () => {
  const { run } = await startRun();
  await expect(openDatabase({ directory })).rejects.toMatchObject({
    code: 'DATABASE_BUSY',
    message: expect.stringContaining(`process ${run.pid}`),
  });
  run.kill('SIGINT');
  await once(run, 'exit');
});

test('recovers from a process id file of somebody else and from a half-done initdb', async () => {
  await mkdir(join(directory, 'postgres/data.unfinished/base'), { recursive: true });
  await writeFile(join(directory, 'postgres/data.unfinished/PG_VERSION'), '18\n');
  await write('first');
  // The id of a process that lives but is no PostgreSQL: this one.
  await writeFile(join(directory, 'postgres/data/postmaster.pid'), `${process.pid}\n${directory}\n`);
  await writeFile(join(directory, 'postgres/lock.json'), `{"supervisorPid":${process.pid},"run`);
  expect(await readKept()).toEqual(['first']);
});

test('a server that does not start quotes its log', async () => {
  await write('first');
  await appendFile(join(directory, 'postgres/data/postgresql.conf'), 'no_such_setting = 1\n');
  await expect(openDatabase({ directory })).rejects.toMatchObject({
    code: 'DATABASE_START_FAILED',
    message: expect.stringContaining('unrecognized configuration parameter "no_such_setting"'),
  });
});

test('an external database is named in errors, its password is not', async () => {
  await using database = await openDatabase({ directory });
  const external = await openDatabase({ directory, url: database.url });
  expect(external).toMatchObject({ kind: 'external', version: database.version });

  const wrong = new URL(database.url);
  wrong.password = 'hunter2';
  const missing = new URL(database.url);
  missing.pathname = '/elsewhere';
  const expected = [
    [wrong.href, 'DATABASE_LOGIN_FAILED', /127\.0\.0\.1:\d+ refused the user "postgres"/],
    [missing.href, 'DATABASE_MISSING', /no database "elsewhere"[\s\S]*createdb/],
    ['postgres://me:hunter2@127.0.0.1:1/db', 'DATABASE_UNREACHABLE', /127\.0\.0\.1:1 does not answer/],
    [
      'postgres://me:hunter2@localhost:1/db',
      'DATABASE_UNREACHABLE',
      /localhost:1 does not answer: .*REFUSED/,
    ],
    ['localhost:5432/hunter2', 'DATABASE_URL_INVALID', /not a PostgreSQL URL/],
  ] as const;
  for (const [url, code, message] of expected) {
    const error: unknown = await openDatabase({ directory, url }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(String(error)).not.toContain('hunter2');
    expect(String(error)).not.toContain(new URL(database.url).password);
  }
});

test('a run that forgets to stop the database still ends', async () => {
  const program = `
    import { openDatabase } from ${serverModule};
    await openDatabase({ directory: process.argv[1] });`;
  const run = spawn(process.execPath, ['--input-type=module', '-e', program, directory], {
    stdio: 'inherit',
  });
  const [code] = (await once(run, 'exit')) as [number | null];
  expect(code).toBe(0);
  await using database = await openDatabase({ directory });
  expect(database.kind).toBe('embedded');
});
