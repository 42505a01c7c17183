import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { connect } from '../../src/database/client.ts';
import { openDatabase } from '../../src/database/server.ts';
import { test as base, expect } from './database-fixture.ts';
import { RunProcess, stillRunning } from './run-process.ts';

const test = base.extend<object, { seededUrl: string }>({
  /** A database that all runs of this file share: the first one fills it. */
  seededUrl: [
    async ({ serverUrl }, use) => {
      await using admin = await connect(serverUrl);
      await admin.query('create database run_faults');
      const url = new URL(serverUrl);
      url.pathname = '/run_faults';
      await use(url.href);
      await admin.query('drop database run_faults with (force)');
    },
    { scope: 'worker' },
  ],
});

const run = promisify(execFile);
const fullSpeed = ['--network', 'none', '--cpu', '1'];
/** One cell of two passes, the shortest that there is. */
const short = ['--scenario', 'send-message', ...fullSpeed];

/** Nothing runs on and nothing lies about; what was measured until then is in the results. */
async function expectEnded(run: RunProcess, before: ReadonlyMap<number, string>): Promise<void> {
  expect(await run.exit(), run.said).toBe(130);
  expect(await stillRunning(before)).toEqual([]);
  expect(readdirSync(run.temporary)).toEqual([]);
  const results = run.results();
  expect(results.complete).toBe(false);
  expect(results.cells[0]?.iterations.length).toBeGreaterThanOrEqual(1);
}

test('a second run into the folder of another is refused; Ctrl-C on the terminal ends the first, keeps what was measured and leaves nothing behind', async ({
  seededUrl,
}) => {
  await using run = new RunProcess([...short, '--iterations', '20'], { databaseUrl: seededUrl });
  await run.untilIterations(1);
  await using second = new RunProcess(short, { databaseUrl: seededUrl, folder: run.folder });
  expect(await second.exit(), second.said).toBe(2);
  expect(second.said).toContain('RUN_FOLDER_TAKEN');
  expect(run.child.exitCode).toBeNull();

  const before = await run.processes();
  expect([...before.values()].some((command) => command.includes('--remote-debugging'))).toBe(true);
  process.kill(-(run.child.pid ?? 0), 'SIGINT');
  await expectEnded(run, before);
});

test('a SIGTERM to the command alone ends the run in the middle of an audit, keeps what was measured and leaves nothing behind', async ({
  seededUrl,
}) => {
  const audits = ['--scenario', 'audit-conversation', ...fullSpeed, '--iterations', '20'];
  await using run = new RunProcess(audits, { databaseUrl: seededUrl });
  await run.untilIterations(1);
  const before = await run.processes();
  process.kill(run.child.pid ?? 0, 'SIGTERM');
  await expectEnded(run, before);
});

test('a browser that is killed costs its iteration, and the next ones get a new one', async ({
  seededUrl,
}) => {
  await using run = new RunProcess([...short, '--iterations', '1', '--json', '-'], {
    databaseUrl: seededUrl,
  });
  // The recorded pass comes first, and makes the folder of its files right before the page acts.
  await run.untilFile('cells');
  process.kill(await run.find(/--remote-debugging-pipe(?!.*--type=)/), 'SIGKILL');
  await run.exit();
  const results = run.results();
  const iterations = results.cells[0]?.iterations ?? [];
  const killed = iterations.filter(({ reason }) => /closed|crash|died/.test(reason ?? ''));
  expect(
    killed.map(({ pass, status }) => [pass, status]),
    run.said,
  ).toEqual([['recorded', 'invalid']]);
  // Another program on the host may void some, which are done again.
  const timed = iterations.filter(({ pass }) => pass === 'timing');
  expect(timed.length).toBeGreaterThanOrEqual(1);
  expect(timed.map(({ verification }) => verification.network)).not.toContain(undefined);
  expect(JSON.parse(run.output), 'standard output holds the results alone').toEqual(results);
  expect(results).toMatchObject({ complete: true, errors: [], cells: [{ error: null }] });
});

test('a chat that dies ends its cell, and the next one gets a chat of its own; a database that stops ends the run; both are named, and what was measured is kept', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'backscroll-server-'));
  chmodSync(directory, 0o755); // PostgreSQL runs as another user when we are root
  try {
    await using database = await openDatabase({ directory });
    await using run = new RunProcess(
      [
        ...['--scenario', 'open-conversation,scroll-history', '--messages', '50,500'],
        ...[...fullSpeed, '--iterations', '1'],
      ],
      { databaseUrl: database.url },
    );
    await run.untilIterations(1);
    process.kill(await run.find(/chat\/server\/main\.ts serve/), 'SIGKILL');
    await run.untilCells(2);
    await database[Symbol.asyncDispose]();
    expect(await run.exit(), run.said).toBe(2);
    expect(run.said).toContain('TARGET_DIED');
    expect(run.said).toContain('DATABASE_UNREACHABLE');
    const results = run.results();
    // In the cell that met it, or in the set-up of the next worker.
    const errors = [...results.errors, ...results.cells.map(({ error }) => error)];
    expect(errors.join()).toContain('DATABASE_UNREACHABLE');
    const [first, second] = results.cells;
    expect(first?.error).toContain('ended in mid-run (SIGKILL)');
    expect(first?.iterations.length).toBeGreaterThanOrEqual(1);
    expect(second?.error).toBeNull();
    expect(second?.iterations[0]?.finishedAtMs).toBeGreaterThan(0);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('a full disk ends the run; once there is room, what was measured before assembles', async ({
  seededUrl,
}) => {
  test.skip(process.getuid?.() !== 0, 'a disk of its own needs root');
  const disk = mkdtempSync(path.join(tmpdir(), 'disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', disk]);
  try {
    const folder = path.join(disk, 'run');
    await using measuring = new RunProcess([...short, '--iterations', '20'], {
      databaseUrl: seededUrl,
      folder,
    });
    await measuring.untilIterations(1);
    const filler = path.join(disk, 'filler');
    expect(() => writeFileSync(filler, Buffer.alloc(64e6))).toThrow('ENOSPC');
    expect(await measuring.exit(), measuring.said).toBe(2);
    expect(measuring.said).toContain('JOURNAL_NOT_WRITTEN');
    rmSync(filler);
    const report = await run(process.execPath, ['src/cli/main.ts', 'report', folder]).catch(
      (cause: { code: number }) => cause,
    );
    expect(report).toMatchObject({ code: 2 });
    expect(measuring.results().cells[0]?.iterations.length).toBeGreaterThanOrEqual(1);
  } finally {
    await run('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true });
  }
});
