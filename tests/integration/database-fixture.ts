import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base } from '@playwright/test';
import { connect, type OwnedClient } from '../../src/database/client.ts';
import { openDatabase } from '../../src/database/server.ts';

type TestFixtures = {
  /** URL of an empty database, of this test alone. */
  databaseUrl: string;
  /** A connection to it. */
  client: OwnedClient;
};
type WorkerFixtures = {
  /** URL of an embedded server; its data goes with the worker. */
  serverUrl: string;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  serverUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const directory = await mkdtemp(join(tmpdir(), 'backscroll-server-'));
      await chmod(directory, 0o755); // PostgreSQL runs as another user when we are root
      const database = await openDatabase({ directory });
      await use(database.url);
      await database[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  databaseUrl: async ({ serverUrl }, use) => {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await using admin = await connect(serverUrl);
    await admin.query(`create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    await use(url.href);
    await admin.query(`drop database ${name} with (force)`);
  },
  client: async ({ databaseUrl }, use) => {
    await using client = await connect(databaseUrl);
    await use(client);
  },
});
export { expect } from '@playwright/test';

const chatServer = fileURLToPath(new URL('../../chat/server/main.ts', import.meta.url));

/** Brings the chat's schema up to date by the chat's own command. */
export async function migrate(databaseUrl: string): Promise<void> {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  await promisify(execFile)(process.execPath, [chatServer, 'migrate'], { env });
}
