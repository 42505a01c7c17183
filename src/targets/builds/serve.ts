/** A build of anybody's, served by its own command on a free port of loopback. */
import '../../core/disposable-stack.ts';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { HarnessError } from '../../core/errors.ts';
import { type ProcessGroup, startGroup } from './process-group.ts';

export interface ServeOrder {
  /** Where the command runs. */
  folder: string;
  /** A line for the shell. It gets `PORT`, and `HOST` 127.0.0.1. */
  command: string;
  /** Label of the build for people. */
  label: string;
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

/** A server that answers. Disposing ends it with all of its child processes. */
export interface ServedBuild extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** @throws HarnessError `TARGET_DIED` with the last lines of its output */
  assertAlive: () => void;
  /** Ends it, and starts it anew on the same port. @throws as {@link serveBuild} */
  restart: () => Promise<void>;
}

/** Long enough for a server that first compiles its files. */
const answersWithinMs = 120_000;
const host = '127.0.0.1';

/**
 * Starts the command and waits until its port answers HTTP with any status below 500.
 *
 * @throws HarnessError `SERVE_FAILED` when it ends or does not answer, or the reason of `signal`; in both
 *   cases the command is ended
 */
export async function serveBuild(order: ServeOrder): Promise<ServedBuild> {
  const port = await freePort();
  let group = await startServing(order, port);
  return {
    url: `http://${host}:${port}`,
    assertAlive: () => assertAlive(group, order),
    restart: async () => {
      await group[Symbol.asyncDispose]();
      group = await startServing(order, port);
    },
    [Symbol.asyncDispose]: () => group[Symbol.asyncDispose](),
  };
}

async function startServing(
  { folder, command, label, environment, signal }: ServeOrder,
  port: number,
): Promise<ProcessGroup> {
  signal.throwIfAborted();
  const env = { ...environment, PORT: String(port), HOST: host };
  await using stack = new AsyncDisposableStack();
  const group = stack.use(startGroup(command, [], { cwd: folder, env, shell: true }));
  const url = `http://${host}:${port}`;
  const why = await silence(url, group, signal);
  signal.throwIfAborted();
  if (why !== undefined) {
    throw new HarnessError(
      'SERVE_FAILED',
      `"${command}" of ${label} ${why}: ${group.lastWords()}`,
      'It has to listen on the port in its variable PORT, on loopback.',
    );
  }
  stack.move();
  return group;
}

function assertAlive(group: ProcessGroup, { command, label }: ServeOrder): void {
  if (group.end === undefined) return;
  throw new HarnessError(
    'TARGET_DIED',
    `"${command}" of ${label} ended in mid-run (${group.end}): ${group.lastWords()}`,
    'What was measured before is kept; look at the reason, then run again.',
  );
}

/** Why it does not answer; undefined once it does. */
async function silence(url: string, group: ProcessGroup, signal: AbortSignal): Promise<string | undefined> {
  const deadline = performance.now() + answersWithinMs;
  while (group.end === undefined && !signal.aborted) {
    if (performance.now() > deadline) return `did not answer at ${url} within ${answersWithinMs / 1000} s`;
    if (await answers(url, signal)) return undefined;
    // There is no event for a server that begins to listen.
    await delay(100);
  }
  return `ended with ${group.end ?? 'an interrupt'}`;
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(10_000)]);
    const answer = await fetch(url, { redirect: 'manual', signal: limit });
    await answer.body?.cancel();
    return answer.status < 500;
  } catch {
    return false;
  }
}

/** A currently free port; the server takes it a moment later. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
