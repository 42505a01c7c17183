/** A run of all passes, with a fault in the midst: it goes on, and no file of it holds what would let somebody in. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { expect, test } from './database-fixture.ts';
import { textOf } from './file-text.ts';
import { RunProcess } from './run-process.ts';

const working = fileURLToPath(new URL('../../.backscroll/', import.meta.url));

test('a browser that is killed costs its iteration, which is done again in a new one; and no file of the run holds a token, a password or the key that makes both', async ({
  databaseUrl,
}) => {
  const words = ['--scenario', 'open-conversation,audit-conversation', '--network', 'none', '--cpu', '1'];
  await using run = new RunProcess([...words, '--iterations', '1', '--json', '-'], { databaseUrl });
  // The audit has a browser of its own; the cell after it begins with the recorded pass.
  await run.untilCells(1);
  await run.untilIterations(2);
  // Twice: the first may be the spare that Chromium keeps after a page, before the next iteration has begun.
  await run.untilNew(/--type=renderer/);
  await run.untilNew(/--type=renderer/);
  process.kill(await run.find(/--remote-debugging-pipe(?!.*--type=)/), 'SIGKILL');
  await run.exit();
  const kept = run.results();
  expect(kept, run.said).toMatchObject({
    complete: true,
    errors: [],
    cells: [{ error: null }, { error: null }],
  });
  expect(JSON.parse(run.output), 'standard output holds the results alone').toEqual(kept);
  const iterations = kept.cells.flatMap((cell) => cell.iterations);
  expect(new Set(iterations.map(({ pass }) => pass))).toEqual(new Set(['recorded', 'timing', 'lighthouse']));
  expect(
    iterations.filter(({ reason }) => /closed|crash|died/.test(reason ?? '')),
    run.said,
  ).toHaveLength(1);
  // One more than was asked for; another program on the host may void some beside.
  expect(iterations.filter(({ pass }) => pass === 'timing').length).toBeGreaterThanOrEqual(2);

  const key = (await readFile(path.join(working, 'secret'), 'utf8')).trim();
  const secrets = [key, ...(await valuesIn('tokens.json')), ...(await valuesIn('passwords.json'))];
  const entries = await readdir(run.folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const names = files.map((file) => path.relative(run.folder, file));
  expect(names).toEqual(
    expect.arrayContaining(['index.html', 'results.json', 'journal.ndjson', 'playwright/index.html']),
  );
  const page = path.join(run.folder, 'playwright/index.html');
  const packed = (await textOf(page)).length - (await readFile(page)).length;
  expect(packed, 'Playwright’s page carries its report, and it was looked into').toBeGreaterThan(1_000);
  let talked = 0;
  for (const file of files) {
    const text = await textOf(file);
    // The artifacts do hold what was sent, but for the secrets.
    if (text.includes('redacted')) talked++;
    for (const secret of secrets) {
      // The signature alone would do as well.
      const [, , signature = secret] = secret.split('.');
      expect(text.includes(signature), `${path.relative(run.folder, file)} holds a secret`).toBe(false);
    }
  }
  expect(talked).toBeGreaterThan(0);
});

/** What a table of our working directory holds. */
async function valuesIn(name: string): Promise<string[]> {
  const table = JSON.parse(await readFile(path.join(working, name), 'utf8'));
  return Object.values(z.record(z.string(), z.string()).parse(table));
}
