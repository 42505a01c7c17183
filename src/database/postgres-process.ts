import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chown, rename, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { HarnessError } from '../core/errors.ts';
import { makeOwned, type PostgresFiles } from './postgres-files.ts';
import type { Owner } from './postgres-owner.ts';

/**
 * Settings of the embedded server that differ from PostgreSQL's defaults, and why.
 *
 * fsync and synchronous_commit stay on: a chat server feels the cost of a commit, and a run should give the
 * same results as one against a production server. wal_level=minimal (there is no replication) lets COPY into
 * a table truncated in the same transaction skip the log.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '300',
  shared_preload_libraries: 'pg_stat_statements',
  track_io_timing: 'on',
  track_activity_query_size: '4096',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // A checkpoint within a measurement would be noise: it comes after the load or at the end.
  max_wal_size: '4GB',
  checkpoint_timeout: '30min',
};

export type PostgresServer = {
  process: ChildProcess;
  port: number;
  /** The last lines of its log. */
  logTail: () => string;
};

/** Creates the cluster (about 2 s). First removes the rest of an interrupted attempt. */
export async function createCluster(
  files: PostgresFiles,
  owner: Owner | null,
  password: string,
): Promise<void> {
  await rm(files.unfinished, { recursive: true, force: true });
  await makeOwned(files.unfinished, owner);
  const passwordFile = `${files.unfinished}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner !== null) await chown(passwordFile, owner.uid, owner.gid);
  // The built-in C.UTF-8 sorts the same on every system and needs no installed locale.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  try {
    const child = spawn(files.initdb, [`--pgdata=${files.unfinished}`, ...locale, ...access], {
      ...owner,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw startFailure(`initdb ended with ${code}`, output);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(files.unfinished, files.data);
}

/**
 * Starts the server on a free port of the loopback interface and waits until it accepts connections.
 *
 * @param log file that the server's messages are appended to
 * @throws HarnessError DATABASE_START_FAILED, quoting the last lines of the log
 */
export async function startServer(
  files: PostgresFiles,
  owner: Owner | null,
  log: string,
): Promise<PostgresServer> {
  const port = await freePort();
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(files.postgres, ['-D', files.data, '-p', String(port), ...options], {
    ...owner,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lines.push(...text.trimEnd().split('\n'));
    lines.splice(0, lines.length - 40);
    // The log is for people; a full disk must not stop the server.
    appendFile(log, text).catch(() => undefined);
  });
  const logTail = () => lines.slice(-12).join('\n');
  await new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(startFailure(cause.message, logTail(), cause)));
    child.once('close', (code, signal) => reject(startFailure(`it ended with ${code ?? signal}`, logTail())));
    child.stderr.on('data', () => {
      if (lines.some((line) => line.includes('ready to accept connections'))) resolve();
    });
  });
  return { process: child, port, logTail };
}

/** Stops the server: rolls back open transactions and flushes the data. Kills it only if it hangs. */
export async function stopServer({ process: child }: PostgresServer): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill('SIGINT'); // "fast shutdown"
  const quit = setTimeout(() => child.kill('SIGQUIT'), 20_000);
  const kill = setTimeout(() => child.kill('SIGKILL'), 25_000);
  await closed;
  clearTimeout(quit);
  clearTimeout(kill);
}

function startFailure(reason: string, log: string, cause?: unknown): HarnessError {
  return new HarnessError(
    'DATABASE_START_FAILED',
    `The embedded PostgreSQL did not start: ${reason}. Its last words:\n${log.replaceAll(/^/gm, '    ')}`,
    'Mend what the log says, remove the postgres folder to start from scratch, or set DATABASE_URL.',
    { cause },
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
