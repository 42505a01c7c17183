import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../core/errors.ts';
import { errorCode } from './client.ts';
import { commandOf, ended, isRunning } from './processes.ts';

/** The user of the cluster: the supervisor, and its run. */
type Holder = { supervisorPid: number; runPid: number };

/** A supervisor whose run has ended stops by itself; a last checkpoint can take a while. */
const handOverMs = 30_000;

/**
 * Locks the cluster for this supervisor.
 *
 * @returns a function that releases the lock
 * @throws HarnessError DATABASE_BUSY when another run that is still alive has it
 */
export async function lockCluster(state: string, runPid: number): Promise<() => Promise<void>> {
  const file = join(state, 'lock.json');
  const holder: Holder = { supervisorPid: process.pid, runPid };
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    await waitForHolder(file, state);
  }
}

/**
 * Ends a server that outlived its supervisor, and removes the pid file of a dead server.
 *
 * PostgreSQL relies only on the process id in that file, which may meanwhile belong to any process.
 */
export async function recoverCluster(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number.parseInt(text, 10);
  if (Number.isInteger(pid) && (await commandOf(pid))?.includes(data) === true) {
    process.kill(pid, 'SIGINT');
    if (!(await ended(pid, handOverMs))) throw busy(data, pid);
    return;
  }
  await rm(file, { force: true });
}

/** Waits until the lock is free. Removes the lock of a holder that no longer runs. */
async function waitForHolder(file: string, state: string): Promise<void> {
  const holder = await readHolder(file);
  const command = holder === null ? null : await commandOf(holder.supervisorPid);
  if (holder === null || command?.includes('supervisor') !== true) {
    await rm(file, { force: true });
    return;
  }
  if (await isRunning(holder.runPid)) throw busy(state, holder.runPid);
  if (!(await ended(holder.supervisorPid, handOverMs))) throw busy(state, holder.supervisorPid);
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    const pids = value as Partial<Holder> | null;
    return typeof pids?.supervisorPid === 'number' && typeof pids.runPid === 'number'
      ? { supervisorPid: pids.supervisorPid, runPid: pids.runPid }
      : null;
  } catch (error) {
    // Removed meanwhile, or cut off by a full disk: in both cases there is no holder to wait for.
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function busy(directory: string, pid: number): HarnessError {
  return new HarnessError(
    'DATABASE_BUSY',
    `The database in ${directory} is in use by another run (process ${pid}).`,
    `Wait until it has finished or end it with "kill ${pid}"; a run beside it needs a DATABASE_URL of its own.`,
  );
}
