import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRunning } from '../database/processes.ts';

/** A temporary folder for everything that a run starts. */
export interface Scratch extends AsyncDisposable {
  folder: string;
}

/**
 * Makes it. Browsers that are killed leave sockets and profiles behind: with a folder of their own, whoever
 * started them can remove it all. What runs that were killed themselves have left is removed first.
 *
 * It does not lie in the checkout: the path of Chromium's socket has 103 characters at most on macOS and 107
 * on Linux, and a checkout can lie deep; so does the user's own temporary folder on macOS.
 */
export async function makeScratch(
  parent: string = process.platform === 'darwin' ? '/tmp' : tmpdir(),
): Promise<Scratch> {
  for (const name of await readdir(parent)) {
    const pid = /^backscroll-run-(\d+)-\w{6}$/.exec(name)?.[1];
    if (pid !== undefined && !(await isRunning(Number(pid)))) await remove(path.join(parent, name));
  }
  const folder = await mkdtemp(path.join(parent, `backscroll-run-${process.pid}-`));
  return { folder, [Symbol.asyncDispose]: () => remove(folder) };
}

/** A dying browser may still be writing: what cannot be removed now, the next run removes. */
function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
}
