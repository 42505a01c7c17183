import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
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
