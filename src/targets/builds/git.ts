/** Git functions: resolving commits, describing the working tree, and worktrees of commits. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { causeText, HarnessError } from '../../core/errors.ts';
import { suggestion } from '../../core/suggest.ts';

/** A commit with its label for people. */
export interface NamedCommit {
  /** As the user gave it. */
  ref: string;
  /** The whole hash. */
  hash: string;
  /** `main (1a2b3c4)`. */
  label: string;
}

const shortHash = 7;

/** Runs git in a folder. @throws the error of git */
export async function git(folder: string, words: readonly string[]): Promise<string> {
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
  // No hooks: they are for people who commit, and the harness's worktrees must not run them.
  const { stdout } = await promisify(execFile)('git', ['-c', 'core.hooksPath=/dev/null', ...words], options);
  return stdout;
}

/**
 * Resolves a branch, tag, hash or any other git name to its commit.
 *
 * @param repository a folder in the working tree
 * @throws HarnessError `REF_UNKNOWN`, `REF_SHALLOW`, `REPOSITORY_MISSING`, `GIT_MISSING`
 */
export async function resolveCommit(repository: string, ref: string): Promise<NamedCommit> {
  await assertRepository(repository);
  const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const hash = (await git(repository, words).catch(() => '')).trim();
  if (hash === '') throw await unknownRef(repository, ref);
  const short = hash.slice(0, shortHash);
  return { ref, hash, label: hash.startsWith(ref) ? short : `${ref} (${short})` };
}

/**
 * Describes the working tree by its checked-out commit, with `+dirty` where a file that git does not ignore
 * differs from the commit or is new.
 *
 * @throws HarnessError `REPOSITORY_MISSING`, `GIT_MISSING`
 */
export async function describeWorkingTree(repository: string): Promise<{ commit: string; label: string }> {
  await assertRepository(repository);
  const hash = (await git(repository, ['rev-parse', 'HEAD'])).trim();
  const dirty = (await git(repository, ['status', '--porcelain'])).trim() === '' ? '' : '+dirty';
  return { commit: `${hash}${dirty}`, label: `working tree (${hash.slice(0, shortHash)}${dirty})` };
}

/** The top folder of the repository, and the path from it to `folder`: `''`, or `tools/perf/`. */
export async function placeInRepository(folder: string): Promise<{ top: string; prefix: string }> {
  const [top = '', prefix = ''] = (
    await git(folder, ['rev-parse', '--show-toplevel', '--show-prefix'])
  ).split('\n');
  return { top, prefix };
}

/** Checks a commit out into a folder that does not exist yet. @throws HarnessError `WORKTREE_NOT_MADE` */
export async function addWorktree(repository: string, folder: string, hash: string): Promise<void> {
  try {
    // Otherwise git would still list a worktree whose folder was removed by hand.
    await git(repository, ['worktree', 'prune']);
    await git(repository, ['worktree', 'add', '--quiet', '--detach', folder, hash]);
  } catch (cause) {
    await removeWorktree(repository, folder);
    throw new HarnessError(
      'WORKTREE_NOT_MADE',
      `A worktree of ${hash.slice(0, shortHash)} could not be made in ${folder}: ${lastLine(cause)}`,
      'See that there is room on the disk, and what "git worktree list" says.',
      { cause },
    );
  }
}

/** Removes a worktree with all of its build output; does nothing where there is none. */
export async function removeWorktree(repository: string, folder: string): Promise<void> {
  await git(repository, ['worktree', 'remove', '--force', folder]).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  await git(repository, ['worktree', 'prune']).catch(() => undefined);
}

async function assertRepository(folder: string): Promise<void> {
  try {
    await git(folder, ['rev-parse', '--is-inside-work-tree']);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new HarnessError('GIT_MISSING', 'git could not be started.', 'Install git.', { cause });
    }
    throw new HarnessError(
      'REPOSITORY_MISSING',
      `${folder} is in no git repository: ${lastLine(cause)}`,
      'Builds of commits need the repository that has them.',
      { cause },
    );
  }
}

async function unknownRef(repository: string, ref: string): Promise<HarnessError> {
  const shallow = (await git(repository, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  if (shallow) {
    return new HarnessError(
      'REF_SHALLOW',
      `This clone is shallow and has no commit "${ref}".`,
      // A name such as HEAD~1 is relative to this clone; no other repository knows it.
      /[~^@:]/.test(ref)
        ? 'Fetch the whole history: "git fetch --unshallow".'
        : `Fetch it: "git fetch --depth=1 origin ${ref.replace(/^origin\//, '')}" and --against FETCH_HEAD, or "git fetch --unshallow".`,
    );
  }
  const names = await git(repository, ['for-each-ref', '--format=%(refname:short)']);
  return new HarnessError(
    'REF_UNKNOWN',
    `There is no commit "${ref}" in this repository.`,
    `${suggestion(ref, names.split('\n').filter(Boolean))}Name a branch, a tag or a hash; "git fetch" brings those of others.`,
  );
}

function lastLine(cause: unknown): string {
  const stderr = (cause as { stderr?: string }).stderr?.trim();
  return (stderr === undefined || stderr === '' ? causeText(cause) : stderr).split('\n').at(-1) ?? '';
}
