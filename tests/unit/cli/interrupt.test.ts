/** A second Ctrl-C leaves nothing behind, whatever the first one waits for. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { killAfter } from '../../../src/cli/run-specs.ts';
import { isAlive } from '../../integration/traffic-support/processes.ts';

const source = (path: string): string =>
  JSON.stringify(new URL(`../../../src/${path}`, import.meta.url).href);

/** Starts a server of somebody who does not end when asked to, and tells its process and the first interrupt. */
const program = `
  import { onInterrupt } from ${source('cli/interrupt.ts')};
  import { startGroup } from ${source('targets/builds/process-group.ts')};
  const stubborn = 'trap "" TERM INT; echo ready; exec sleep 60';
  const options = { cwd: '.', env: process.env, onLine: () => console.log(String(group.pid)) };
  const group = startGroup('sh', ['-c', stubborn], options);
  const { signal } = onInterrupt(async () => undefined);
  signal.addEventListener('abort', () => console.log('interrupted'));
`;

test('a second interrupt ends us and the groups that we have started', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(child, 'exit');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    // The group ends by itself after a minute, should this test not come to its end.
    const group = Number((await lines.next()).value);
    expect(isAlive(group)).toBe(true);
    child.kill('SIGINT');
    expect((await lines.next()).value).toBe('interrupted');
    expect(isAlive(group)).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    await expect.poll(() => isAlive(group)).toBe(false);
  } finally {
    child.kill('SIGKILL');
  }
});

test('a process that does not end when it is asked to is killed, and one that does is left alone', async () => {
  const stubborn = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1_000)']);
  let killed = 0;
  killAfter(stubborn, 50, () => {
    killed += 1;
  });
  const [, signal] = await once(stubborn, 'exit');
  expect([signal, killed]).toEqual(['SIGKILL', 1]);
});
