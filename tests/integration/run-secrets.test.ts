/** No file of a run holds what would let somebody in: all passes, all reports, unpacked. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { expect, test } from './database-fixture.ts';
import { textOf } from './file-text.ts';
import { RunProcess } from './run-process.ts';

const working = fileURLToPath(new URL('../../.backscroll/', import.meta.url));

test('no file of a run holds a token, a password or the key that makes both', async ({ databaseUrl }) => {
  const words = ['--scenario', 'open-conversation,audit-conversation', '--network', 'none', '--cpu', '1'];
  await using run = new RunProcess([...words, '--iterations', '1'], { databaseUrl });
  await run.exit();
  const kept = run.results();
  expect(kept.complete, run.said).toBe(true);
  const passes = kept.cells.flatMap(({ iterations }) => iterations.map(({ pass }) => pass));
  expect(new Set(passes)).toEqual(new Set(['recorded', 'timing', 'lighthouse']));

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
