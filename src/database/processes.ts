import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { errorCode } from './client.ts';

/** Whether this id is in use: by any user's process, or by an ended one that was not waited for. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * The command line of a process, or null when there is none.
 *
 * A process id alone is no proof: since it was written down, the system may have given it to another process.
 */
export async function commandOf(pid: number): Promise<string | null> {
  if (!isTaken(pid)) return null;
  try {
    if (process.platform === 'linux') {
      // Not ps: slim container images do not have it. A zombie has an empty command line.
      const text = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
      return text === '' ? null : text;
    }
    return (await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])).stdout.trim();
  } catch (error) {
    if (isTaken(pid)) throw error;
    return null;
  }
}

/** Waits until a process that is not a child has ended; false when it still runs after `timeoutMs`. */
export async function ended(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if ((await commandOf(pid)) === null) return true;
    // There is no event for the end of a process that is not a child.
    await pause(25);
  }
  return (await commandOf(pid)) === null;
}

/** Whether a process of any user runs. An ended process that was not waited for does not. */
export async function isRunning(pid: number): Promise<boolean> {
  return (await commandOf(pid)) !== null;
}
