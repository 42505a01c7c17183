import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** The line of JSON that the server prints when it listens, or why it does not. */
export type ServerEvent = {
  event: string;
  url?: string;
  code?: string;
  message?: string;
  applied?: string[];
};

/** A run of `main.ts`. Disposing kills it, whatever state it is in. */
export type ServerRun = AsyncDisposable & {
  process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** The first line of standard output. */
  event: ServerEvent;
  url: string;
  /** Everything that it wrote to standard error until now. */
  log: () => string;
  /** Exit code and signal, once it ended. */
  ended: Promise<unknown[]>;
};

/** Starts `main.ts <command>` with exactly this environment and waits for its first line. */
export async function runServer(
  command: 'serve' | 'migrate',
  environment: Record<string, string>,
): Promise<ServerRun> {
  const child = spawn(process.execPath, [entry, command], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const dispose = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, 'line'), ended]);
  if (typeof line !== 'string') throw new Error(`The server ended and printed nothing: ${log}`);
  const event = JSON.parse(line) as ServerEvent;
  return {
    process: child,
    event,
    url: event.url ?? '',
    log: () => log,
    ended,
    [Symbol.asyncDispose]: dispose,
  };
}

/** A relay in front of a TCP server that can be cut off and joined again, at the same port. */
export type Relay = AsyncDisposable & { port: number; cut: () => Promise<void>; join: () => Promise<void> };

/** Listens on loopback and passes everything on to a port. */
export async function relayTo(targetPort: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = dial(targetPort, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy()).on('close', () => sockets.delete(socket) && other.destroy());
      socket.pipe(other);
    }
  });
  let port = 0;
  const join = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    port = address.port;
  };
  const cut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await join();
  return { port, cut, join, [Symbol.asyncDispose]: cut };
}
