import { tmpdir } from 'node:os';
import { expect, test } from '@playwright/test';
import { isRunning } from '../../../../src/database/processes.ts';
import { runGroup, startGroup } from '../../../../src/targets/builds/process-group.ts';

const place = { cwd: tmpdir(), env: process.env, shell: true };

test('a group ends with what it has started', async () => {
  let grandchild = 0;
  const started = Promise.withResolvers<void>();
  const onLine = (line: string) => {
    grandchild = Number(line);
    started.resolve();
  };
  {
    await using group = startGroup('sleep 1000 & echo $!; wait', [], { ...place, onLine });
    await started.promise;
    expect(await isRunning(grandchild)).toBe(true);
    expect(group.end).toBeUndefined();
  }
  expect(await isRunning(grandchild)).toBe(false);
});

test('a command that fails is told with its code and its last words', async () => {
  expect(await runGroup('echo first; echo "no such module" >&2; exit 3', [], place, undefined)).toEqual({
    ok: false,
    text: expect.stringMatching(/^exit code 3: .*no such module/),
  });
  expect((await runGroup('true', [], place, undefined)).ok).toBe(true);
  const missing = await runGroup('/no/such/program', [], { ...place, shell: false }, undefined);
  expect(missing).toMatchObject({ ok: false, text: expect.stringContaining('ENOENT') });
});

test('an interrupt ends the whole group and is what is thrown', async () => {
  const controller = new AbortController();
  let pid = 0;
  const onLine = (line: string) => {
    pid = Number(line);
    controller.abort(new Error('the user wants no more'));
  };
  const run = runGroup('sleep 1000 & echo $!; wait', [], { ...place, onLine }, controller.signal);
  await expect(run).rejects.toThrow('the user wants no more');
  expect(await isRunning(pid)).toBe(false);
});
