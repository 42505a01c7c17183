import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { SocksClient } from 'socks';
import type { NetworkProfile } from '../../src/profiles/profile.ts';
import { findNetwork } from '../../src/profiles/profile.ts';
import type { Shaper } from '../../src/profiles/shaper/shaper.ts';

/** A network for one question, with numbers that make its answer easy to compute. */
export function network(
  rates: Partial<Pick<NetworkProfile, 'downBitsPerSecond' | 'upBitsPerSecond' | 'roundTripMs'>>,
): NetworkProfile {
  return { ...findNetwork('none'), id: 'test', ...rates };
}

/** A TCP server that does one thing with each connection. */
export async function serve(
  onConnection: (socket: Socket) => void,
  host = '127.0.0.1',
): Promise<{ port: number; [Symbol.asyncDispose]: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    // What a client breaks off is the client's business; the tests look at the client's side.
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  server.listen({ host, port: 0, backlog: 4096 });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Connects through the shaper. The socket starts to flow in the next turn of the event loop. */
export async function dial(shaper: Shaper, port: number, host = '127.0.0.1'): Promise<Socket> {
  const { hostname, port: proxyPort } = new URL(shaper.proxyUrl);
  const { socket } = await SocksClient.createConnection({
    proxy: { host: hostname, port: Number(proxyPort), type: 5 },
    command: 'connect',
    destination: { host, port },
    set_tcp_nodelay: true,
  });
  return socket;
}

/** Sends raw bytes to the proxy and returns all that it answers until it closes. */
export async function askProxy(shaper: Shaper, bytes: readonly number[]): Promise<number[]> {
  const { hostname, port } = new URL(shaper.proxyUrl);
  const socket = connect(Number(port), hostname);
  socket.write(Buffer.from(bytes));
  const answer = await readAll(socket);
  socket.destroy();
  return [...answer];
}

/** Reads to the end and returns what came. */
export async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'end');
  return Buffer.concat(chunks);
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing.');
  return middle;
}
