import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { HarnessError } from '../../core/errors.ts';
import { chatFolder, serverProgram } from './chat-folder.ts';

const run = promisify(execFile);

/**
 * Brings the schema of a database up to date, by the chat's own command.
 *
 * @param folder the chat, of this checkout or of another commit
 * @throws HarnessError `CHAT_NOT_MIGRATED`
 */
export async function migrateChat(databaseUrl: string, folder = chatFolder): Promise<void> {
  await run(process.execPath, [serverProgram(folder), 'migrate'], {
    env: { DATABASE_URL: databaseUrl },
  }).catch((cause: unknown) => {
    throw new HarnessError(
      'CHAT_NOT_MIGRATED',
      `The chat's schema could not be brought up to date: ${outputOf(cause)}`,
      'Check the database, or use an empty one.',
      { cause },
    );
  });
}

/**
 * Builds the web client unless it was built from these very sources. Several processes may do it at once: each builds
 * into a folder of its own, which then becomes `dist`.
 *
 * @param folder the chat, of this checkout or of another commit
 * @returns whether it was built now
 * @throws HarnessError `CLIENT_NOT_BUILT`
 */
export async function buildChatClient(folder = chatFolder, signal?: AbortSignal): Promise<boolean> {
  // An installed package ships it built, without what it is built from.
  if (!existsSync(path.join(folder, 'web/index.html'))) return false;
  const dist = path.join(folder, 'web/dist');
  const stamp = await sourcesHash(folder);
  const isBuilt = async () => (await readFile(path.join(dist, '.sources'), 'utf8').catch(() => '')) === stamp;
  if (await isBuilt()) return false;
  const vite = path.join(folder, '../node_modules/vite/bin/vite.js');
  await access(vite);
  // Otherwise Vite's cache of compiled code would remain in the temporary folder.
  const env = { NODE_DISABLE_COMPILE_CACHE: '1' };
  const aborts = signal === undefined ? {} : { signal };
  const draft = `${dist}.${process.pid}`;
  try {
    for (const part of await partsOf(folder, draft)) {
      const words = [vite, 'build', path.join(folder, 'web'), ...part, '--logLevel', 'warn'];
      await run(process.execPath, words, { env, ...aborts }).catch((cause: unknown) => {
        signal?.throwIfAborted();
        throw new HarnessError(
          'CLIENT_NOT_BUILT',
          `The chat's web client could not be built: ${outputOf(cause)}`,
          'Run "npm ci" and try again.',
          { cause },
        );
      });
    }
    await writeFile(path.join(draft, '.sources'), stamp);
    // Another process may have been faster, with the same result.
    if (await isBuilt()) return false;
    await rm(dist, { recursive: true, force: true });
    await rename(draft, dist).catch(async (cause: unknown) => {
      if (!(await isBuilt())) throw cause;
    });
    return true;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Vite's flags for the client, and for its server-rendered part, which chats of earlier commits lack. */
async function partsOf(folder: string, dist: string): Promise<string[][]> {
  const entry = 'src/first-screen.tsx';
  const rendered = await access(path.join(folder, 'web', entry)).then(
    () => true,
    () => false,
  );
  const client = ['--outDir', dist];
  return rendered ? [client, ['--ssr', entry, '--outDir', path.join(dist, 'server')]] : [client];
}

async function sourcesHash(folder: string): Promise<string> {
  const patterns = [
    'web/index.html',
    'web/vite.config.ts',
    'web/src/**/*',
    'web/public/**/*',
    'shared/*.ts',
    'package.json',
  ];
  const hash = createHash('sha256');
  for await (const entry of glob(patterns, { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    hash.update(path.relative(folder, file)).update(await readFile(file));
  }
  return hash.digest('hex');
}

function outputOf(cause: unknown): string {
  const { stderr, stdout } = cause as { stderr?: string; stdout?: string };
  return [stdout, stderr].join('\n').trim().split('\n').slice(-5).join(' | ');
}
