/** Worktrees of commits, each built once and kept for the next run. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { isRunning } from '../../database/processes.ts';
import { addWorktree, git, removeWorktree } from './git.ts';

/** Number of builds that are kept, the last used ones. */
const keptBuilds = 4;

export interface BuildOrder {
  /** A folder of the repository that has the commit. */
  repository: string;
  /** The whole hash. */
  hash: string;
  /** Folder of all builds. */
  cache: string;
  /** Whether an existing build can be used without changes. */
  isUsable: (folder: string) => Promise<boolean>;
  /** Builds a fresh worktree. */
  build: (folder: string) => Promise<void>;
}

/**
 * The built worktree of a commit. It gets its final name only when it is complete, so the rest of a killed
 * run is never used as a build, and the next run removes it.
 *
 * @returns its folder, and whether it was built now
 * @throws HarnessError `WORKTREE_NOT_MADE`, and errors of `build`; nothing is left behind
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
    // Another run may have built it meanwhile; git would then move this worktree into that one.
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
  // Two worktrees may be of the same commit.
  for (let number = 1; ; number++) {
    const folder = path.join(cache, `${hash}-${number}.${process.pid}`);
    if (existsSync(folder)) continue;
    await addWorktree(repository, folder, hash);
    return { folder, [Symbol.asyncDispose]: () => removeWorktree(repository, folder) };
  }
}

/** Removes unfinished worktrees of killed runs. */
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
