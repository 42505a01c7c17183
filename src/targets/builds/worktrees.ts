/** Worktrees of commits, each built once and kept for the next run. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { isRunning } from '../../database/processes.ts';
import { addWorktree, git, removeWorktree } from './git.ts';

/** So many builds are kept, those that were used last. */
const keptBuilds = 4;

export interface BuildOrder {
  /** A folder of the repository that has the commit. */
  repository: string;
  /** The whole hash. */
  hash: string;
  /** Folder of all builds. */
  cache: string;
  /** Whether a build that is there can be used as it is. */
  isUsable: (folder: string) => Promise<boolean>;
  /** Builds a fresh worktree. */
  build: (folder: string) => Promise<void>;
}

/**
 * The worktree of a commit, built. It gets its final name when it is whole, so what a killed run leaves is
 * never taken for a build, and the next run removes it.
 *
 * @returns its folder, and whether it was built now
 * @throws HarnessError `WORKTREE_NOT_MADE`, and what `build` throws, with nothing left behind
 */
export async function builtWorktree(order: BuildOrder): Promise<{ folder: string; built: boolean }> {
  const { repository, hash, cache, isUsable, build } = order;
  await mkdir(cache, { recursive: true });
  await removeUnfinished(repository, cache);
  const folder = path.join(cache, hash);
  if (existsSync(folder)) {
    if (await isUsable(folder)) {
      await utimes(folder, new Date(), new Date());
      return { folder, built: false };
    }
    await removeWorktree(repository, folder);
  }
  const unfinished = `${folder}.${process.pid}`;
  await addWorktree(repository, unfinished, hash);
  try {
    await build(unfinished);
    // Another run may have built it meanwhile; git would move ours into that one.
    if (existsSync(folder)) await removeWorktree(repository, unfinished);
    else await git(repository, ['worktree', 'move', unfinished, folder]);
  } catch (cause) {
    await removeWorktree(repository, unfinished);
    throw cause;
  }
  await keepNewest(repository, cache);
  return { folder, built: true };
}

/** A worktree that is removed when it is disposed of. */
export interface TemporaryWorktree extends AsyncDisposable {
  folder: string;
}

/** Checks a commit out for one use. @throws HarnessError `WORKTREE_NOT_MADE` */
export async function temporaryWorktree({
  repository,
  hash,
  cache,
}: Pick<BuildOrder, 'repository' | 'hash' | 'cache'>): Promise<TemporaryWorktree> {
  await mkdir(cache, { recursive: true });
  await removeUnfinished(repository, cache);
  // Both sides may be of one commit.
  for (let number = 1; ; number++) {
    const folder = path.join(cache, `${hash}-${number}.${process.pid}`);
    if (existsSync(folder)) continue;
    await addWorktree(repository, folder, hash);
    return { folder, [Symbol.asyncDispose]: () => removeWorktree(repository, folder) };
  }
}

/** What runs were building when they were killed. */
async function removeUnfinished(repository: string, cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /^[0-9a-f]+(?:-\d+)?\.(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !(await isRunning(Number(pid))))
      await removeWorktree(repository, path.join(cache, name));
  }
}

async function keepNewest(repository: string, cache: string): Promise<void> {
  const names = (await readdir(cache)).filter((name) => /^[0-9a-f]+$/.test(name));
  const dated = await Promise.all(
    names.map(async (name) => ({ name, usedMs: (await stat(path.join(cache, name))).mtimeMs })),
  );
  const oldest = dated.toSorted((a, b) => b.usedMs - a.usedMs).slice(keptBuilds);
  for (const { name } of oldest) await removeWorktree(repository, path.join(cache, name));
}
