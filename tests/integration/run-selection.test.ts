import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { playwrightCli } from '../../src/cli/playwright.ts';
import type { RunOptions } from '../../src/measure/run-options.ts';
import { quickRun, suites } from '../../src/measure/suites.ts';
import { defaultTarget } from '../../src/targets/load-target.ts';
import { RunProcess } from './run-process.ts';

test('a filter that leaves no cell is refused with the cells that there are, before anything is set up', async () => {
  // Nothing listens there: whoever came as far as the database would say so instead.
  await using run = new RunProcess(['--scenario', 'send-message', '--messages', '50'], {
    databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
  });
  expect(await run.exit(), run.said).toBe(2);
  expect(run.said).toContain(
    'The quick suite has no cell of send-message with 50 messages at fast-3g/low-tier.',
  );
  expect(run.said).toMatch(/scroll-history with 50, 150, 500 or 2000 messages/);
  expect(run.said).toContain('send-message with 500 messages');
  expect(run.said).toContain('CELL_UNKNOWN');
  expect(existsSync(run.folder)).toBe(false);
});

test('cells of a profile that the host cannot make are skipped with the reason, and nothing is started for them', () => {
  const folder = test.info().outputPath('run');
  const leftOut = [{ profile: 'fast-3g/mid-tier', reason: 'This host reads BenchmarkIndex 800' }];
  const run: RunOptions = {
    ...quickRun({
      ...{ id: 'left-out', folder, directory: path.resolve('.backscroll') },
      target: {
        ...{ file: defaultTarget.href, id: 'reference-chat', module: null, options: { size: 'small' } },
        // Nothing listens there: whoever came as far as the database would say so instead.
        prepared: {
          ...{ database: null, ownProcesses: [] },
          state: { databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing', databaseKind: 'external' },
        },
      },
    }),
    suite: 'nightly',
    ...suites.nightly,
    leftOut,
  };
  const words = ['test', '--project=fast-3g/mid-tier', '--reporter=list', '--grep=@open-conversation'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [playwrightCli(), ...words], {
    encoding: 'utf8',
    env: { ...process.env, BACKSCROLL_RUN: JSON.stringify(run) },
  });
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/1 skipped/);
  expect(existsSync(folder)).toBe(false);
});
