import { readdirSync } from 'node:fs';
import { connect } from '../../src/database/client.ts';
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

const fullSpeed = ['--network', 'none', '--cpu', '1'];
/** One cell of three passes, the shortest that there is. */
const short = ['--scenario', 'send-message', ...fullSpeed];

for (const [title, signal, toGroup] of [
  ['Ctrl-C on the terminal', 'SIGINT', true],
  ['a SIGTERM to the command alone', 'SIGTERM', false],
] as const) {
  test(`${title} ends the run, keeps what was measured and leaves nothing behind`, async ({ seededUrl }) => {
    await using run = new RunProcess([...short, '--iterations', '20'], { databaseUrl: seededUrl });
    await run.untilIterations(2);
    const before = await run.processes();
    expect([...before.values()].some((command) => command.includes('--remote-debugging'))).toBe(true);
    const pid = run.child.pid ?? 0;
    process.kill(toGroup ? -pid : pid, signal);
    expect(await run.exit(), run.said).toBe(130);
    expect(await stillRunning(before)).toEqual([]);
    expect(readdirSync(run.temporary)).toEqual([]);
    const results = run.results();
    expect(results.complete).toBe(false);
    expect(results.cells[0]?.iterations.length).toBeGreaterThanOrEqual(2);
  });
}
