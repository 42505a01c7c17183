import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from './database-fixture.ts';

export const test = base.extend<object, { directory: string }>({
  /** Worker: a working directory, so that its media are drawn once for all tests of a seed. */
  directory: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const directory = await mkdtemp(join(tmpdir(), 'backscroll-seed-'));
      await chmod(directory, 0o755);
      await use(directory);
      await rm(directory, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});
