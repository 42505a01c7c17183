/** Builds the reference chat of another commit: checkout, dependencies, web client. */
import { existsSync } from 'node:fs';
import { lstat, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { causeText, HarnessError } from '../../core/errors.ts';
import { type NamedCommit, placeInRepository } from '../builds/git.ts';
import { runGroup } from '../builds/process-group.ts';
import { builtWorktree } from '../builds/worktrees.ts';
import { buildChatClient } from './chat-commands.ts';
import { chatFolder } from './chat-folder.ts';

/** The built chat of a commit. */
export interface ChatBuild {
  commit: NamedCommit;
  /** Its folder `chat`. */
  folder: string;
  /** Whether it was built now, or existed already. */
  built: boolean;
}

export interface ChatBuildOptions {
  /** The harness's working directory, `.backscroll`; its folder `builds` keeps the builds. */
  directory: string;
  /** Environment of npm, where the commit needs other dependencies. */
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Reports the progress. */
  progress: (line: string) => void;
}

/** The project that contains the candidate's chat. */
const project = path.dirname(chatFolder);

/**
 * Builds the reference chat of a commit in its own worktree, unless a usable build exists. Where its lock
 * file is the same, it uses the dependencies of this checkout; otherwise it installs its own.
 *
 * @throws HarnessError `REF_WITHOUT_CHAT`, `REF_NOT_BUILT`, `WORKTREE_NOT_MADE`, or the reason of `signal`
 */
export async function buildChatOf(commit: NamedCommit, options: ChatBuildOptions): Promise<ChatBuild> {
  const { top, prefix } = await placeInRepository(project);
  const { folder, built } = await builtWorktree({
    repository: top,
    hash: commit.hash,
    cache: path.join(options.directory, 'builds'),
    isUsable: (worktree) => hasRightDependencies(path.join(worktree, prefix)),
    build: (worktree) => buildIn(path.join(worktree, prefix), commit, options),
  });
  return { commit, folder: path.join(folder, prefix, 'chat'), built };
}

async function buildIn(
  root: string,
  commit: NamedCommit,
  { environment, signal, progress }: ChatBuildOptions,
): Promise<void> {
  if (!existsSync(path.join(root, 'chat/server/main.ts'))) {
    throw new HarnessError(
      'REF_WITHOUT_CHAT',
      `${commit.label} has no reference chat.`,
      'Name a later commit, one with chat/server/main.ts.',
    );
  }
  try {
    if (await isSameLock(root)) await linkDependencies(root);
    else await install(root, environment, { signal, progress });
    progress(`building the web client of ${commit.label}`);
    await buildChatClient(path.join(root, 'chat'), signal);
  } catch (cause) {
    signal.throwIfAborted();
    const [what] = causeText(cause).split('\n');
    throw new HarnessError(
      'REF_NOT_BUILT',
      `${commit.label} does not build: ${what}`,
      'Name another commit, or build this one by hand to see why.',
      { cause },
    );
  }
}

/** Linked dependencies are wrong once this checkout's lock file has changed; installed ones stay right. */
async function hasRightDependencies(root: string): Promise<boolean> {
  const installed = await lstat(path.join(root, 'node_modules')).catch(() => undefined);
  return installed !== undefined && (!installed.isSymbolicLink() || (await isSameLock(root)));
}

async function isSameLock(root: string): Promise<boolean> {
  if (!existsSync(path.join(project, 'node_modules'))) return false;
  const locks = [root, project].map((each) =>
    readFile(path.join(each, 'package-lock.json'), 'utf8').catch(() => undefined),
  );
  const [rootLock, projectLock] = await Promise.all(locks);
  return projectLock !== undefined && rootLock === projectLock;
}

async function linkDependencies(root: string): Promise<void> {
  for (const folder of ['node_modules', 'chat/node_modules']) {
    const installed = path.join(project, folder);
    if (existsSync(installed)) await symlink(installed, path.join(root, folder), 'dir');
  }
}

async function install(
  root: string,
  environment: NodeJS.ProcessEnv,
  { signal, progress }: Pick<ChatBuildOptions, 'signal' | 'progress'>,
): Promise<void> {
  progress('its lock file differs: npm ci');
  const words = ['ci', '--workspace', 'chat', '--no-audit', '--no-fund'];
  const onLine = (line: string) => progress(`npm ci: ${line}`);
  const { ok, text } = await runGroup('npm', words, { cwd: root, env: environment, onLine }, signal);
  if (!ok) throw new Error(`npm ci ended with ${text}`);
}

/** Whether two chats make the same schema: migrations of equal names and contents. */
export async function haveSameMigrations(one: string, other: string = chatFolder): Promise<boolean> {
  return (await migrationsOf(one)) === (await migrationsOf(other));
}

async function migrationsOf(folder: string): Promise<string> {
  const place = path.join(folder, 'server/migrations');
  const names = (await readdir(place)).filter((name) => name.endsWith('.sql')).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(path.join(place, name), 'utf8')));
  return JSON.stringify(names.map((name, index) => [name, texts[index]]));
}
