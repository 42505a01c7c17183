/**
 * The process that owns the embedded PostgreSQL.
 *
 * It ends the server when its stdin ends. The system closes that pipe even when the run is killed with -9, so
 * no server outlives its run. It has its own process group, so a Ctrl-C in the terminal does not reach the
 * server before the run has finished with it.
 *
 * Usage: `node supervisor.ts <directory> <pid of the run>`; it prints one {@link SupervisorMessage} a line.
 */

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../core/error-codes.ts';
import { causeText, HarnessError } from '../core/errors.ts';
import { errorCode } from './client.ts';
import { lockCluster, recoverCluster } from './cluster-lock.ts';
import { type PostgresFiles, preparePostgresFiles } from './postgres-files.ts';
import { postgresOwner } from './postgres-owner.ts';
import { createCluster, type PostgresServer, startServer, stopServer } from './postgres-process.ts';

export type SupervisorMessage =
  | { event: 'progress'; text: string }
  | { event: 'ready'; port: number; password: string }
  | { event: 'failed'; code: ErrorCode; message: string; hint: string };

const tell = (message: SupervisorMessage) => process.stdout.write(`${JSON.stringify(message)}\n`);

async function main(directory: string, runPid: number): Promise<void> {
  const runEnded = waitForEndOfRun();
  const owner = await postgresOwner();
  const files = await preparePostgresFiles(directory, owner);
  const unlock = await lockCluster(files.state, runPid);
  try {
    await recoverCluster(files.data);
    const password = await ensurePassword(files.state);
    if (!(await hasCluster(files))) {
      tell({ event: 'progress', text: `creating the embedded PostgreSQL in ${files.data}` });
      await createCluster(files, owner, password);
    }
    const log = join(files.state, 'server.log');
    await writeFile(log, '');
    const server = await startServer(files, owner, log);
    tell({ event: 'ready', port: server.port, password });
    await Promise.race([runEnded, serverDied(server)]);
    await stopServer(server);
  } finally {
    await unlock();
  }
}

/** Waits for the end of stdin, or for a signal to end. */
function waitForEndOfRun(): Promise<unknown> {
  process.stdin.resume();
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'].map((signal) => once(process, signal));
  return Promise.race([once(process.stdin, 'end'), once(process.stdin, 'close'), ...signals]);
}

async function serverDied(server: PostgresServer): Promise<void> {
  await once(server.process, 'exit');
  tell({ event: 'failed', code: 'DATABASE_DIED', message: server.logTail(), hint: 'Start again.' });
}

async function hasCluster(files: PostgresFiles): Promise<boolean> {
  try {
    await readFile(join(files.data, 'PG_VERSION'));
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function ensurePassword(state: string): Promise<string> {
  const file = join(state, 'password');
  try {
    await writeFile(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return readFile(file, 'utf8');
}

// The run may be gone while a message is written; stopping the server is more important than the message.
process.stdout.on('error', () => undefined);
const [directory, runPid] = process.argv.slice(2);
try {
  await main(directory ?? '.backscroll', Number(runPid));
} catch (error) {
  const known = error instanceof HarnessError ? error : null;
  tell({
    event: 'failed',
    code: known?.code ?? 'DATABASE_START_FAILED',
    message: known === null ? causeText(error) : known.message.slice(0, known.message.lastIndexOf('\n  ')),
    hint: known?.hint ?? 'Look into the postgres folder, or set DATABASE_URL to a PostgreSQL of yours.',
  });
  process.exitCode = 2;
}
// An open stdin would keep this process alive although there is no server any more.
process.stdin.destroy();
