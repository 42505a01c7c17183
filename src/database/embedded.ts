import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { HarnessError } from '../core/errors.ts';
import { connect, databaseAddress, errorCode } from './client.ts';
import type { SupervisorMessage } from './supervisor.ts';

const databaseName = 'backscroll';

/**
 * Starts the embedded PostgreSQL in `directory` and creates the harness's database in it.
 *
 * @returns its URL, and a function that stops it
 * @throws HarnessError DATABASE_BUSY, DATABASE_START_FAILED and others of the supervisor
 */
export async function startEmbedded(
  directory: string,
  onProgress: (text: string) => void,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const supervisor = spawnSupervisor(directory);
  const stop = async () => {
    const running = supervisor.exitCode === null && supervisor.signalCode === null;
    const ended = running ? once(supervisor, 'exit') : null;
    supervisor.ref();
    supervisor.stdin?.end();
    await ended;
  };
  try {
    const { port, password } = await whenReady(supervisor, onProgress);
    const url = (name: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    await ensureDatabase(url('postgres'), url(databaseName));
    // From here on the process can exit even if it does not stop the server; the supervisor sees the pipe
    // close.
    supervisor.unref();
    return { url: url(databaseName), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnSupervisor(directory: string): ChildProcess {
  const program = fileURLToPath(new URL(`./supervisor${extname(import.meta.filename)}`, import.meta.url));
  return spawn(process.execPath, [program, directory, String(process.pid)], {
    // In its own process group: Ctrl-C reaches the whole group of the terminal.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function whenReady(
  supervisor: ChildProcess,
  onProgress: (text: string) => void,
): Promise<{ port: number; password: string }> {
  const { stdout } = supervisor;
  if (stdout === null) throw new Error('the supervisor has no stdout');
  const lines = createInterface({ input: stdout });
  const result = await new Promise<{ port: number; password: string }>((resolve, reject) => {
    supervisor.once('error', reject);
    lines.on('line', (line) => {
      const message = JSON.parse(line) as SupervisorMessage;
      if (message.event === 'progress') onProgress(message.text);
      else if (message.event === 'ready') resolve(message);
      else reject(new HarnessError(message.code, message.message, message.hint));
    });
    supervisor.once('exit', (code, signal) => reject(supervisorEnded(code ?? signal)));
  });
  lines.close();
  if ('unref' in stdout && typeof stdout.unref === 'function') stdout.unref();
  return result;
}

function supervisorEnded(how: number | NodeJS.Signals | null): HarnessError {
  return new HarnessError(
    'DATABASE_START_FAILED',
    `The process that runs the embedded PostgreSQL ended with ${how} before it was ready.`,
    'Start again, or set DATABASE_URL to a PostgreSQL of yours.',
  );
}

/** Creates the database of `databaseUrl` if the server has none of that name. */
export async function ensureDatabase(serverUrl: string, databaseUrl: string): Promise<void> {
  try {
    await (await connect(databaseUrl)).end();
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'DATABASE_MISSING') throw error;
    await using admin = await connect(serverUrl);
    const { database } = databaseAddress(databaseUrl);
    await admin.query(`create database ${pg.escapeIdentifier(database)}`).catch((cause: unknown) => {
      if (errorCode(cause) !== '42P04') throw cause; // already there
    });
  }
}
