import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { ownProcesses, ownProcessOption, processIds } from '../../../src/cli/own-process.ts';
import { makeProgram } from '../../../src/cli/program.ts';
import { loadTarget } from '../../../src/targets/load-target.ts';

test('process ids are a list of whole numbers above 1: below process 1 everything would be ours', () => {
  expect(processIds('4711, 4712')).toEqual([4711, 4712]);
  for (const text of ['', '1', '4711,1', 'postgres', '4711.5', '-4711']) {
    expect(() => processIds(text), text).toThrow(/process ids/);
  }
});

test('every command that measures takes the option', async () => {
  const { flags } = ownProcessOption();
  const program = makeProgram(await loadTarget(undefined, '.'));
  for (const name of ['run', 'measure', 'ab', 'stability']) {
    const command = program.commands.find((each) => each.name() === name);
    expect(
      command?.options.map((option) => option.flags),
      name,
    ).toContain(flags);
  }
});

test('a process that does not run is an error that names it', async () => {
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  const { pid = 0 } = child;
  await once(child, 'exit');
  expect(() => ownProcesses({ ownProcess: [process.pid, pid] })).toThrow(
    new RegExp(`${pid}.*OWN_PROCESS_MISSING`, 's'),
  );
  expect(ownProcesses({ ownProcess: [process.pid] })).toEqual([process.pid]);
});
