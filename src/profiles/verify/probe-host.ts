import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { probeFeed } from './probe-feed.ts';

const maximumBytes = 64 * 1024 * 1024;
const block = Buffer.alloc(64 * 1024, 'x');

/** Bytes on the wire of one warm ping; its serialisation adds to the round trip. */
export type PingSize = { upBytes: number; downBytes: number };

export type ProbeHost = {
  /** `http://127.0.0.1:port`; the root is a blank page. */
  readonly url: string;
  readonly webSocketUrl: string;
  /** Size of the last `/ping` that was answered on a warm connection; null before that. */
  pingSize: () => PingSize | null;
  [Symbol.asyncDispose]: () => Promise<void>;
};

/**
 * A loopback server with known answers, to be reached through the network under verification: `/` a blank
 * page, `/feed` a steady page to scroll, `/ping` an empty answer, `/bytes/:n` n bytes, `POST /sink` counts
 * the bytes sent to it, and a WebSocket echo on every path. Open to every origin, so that any page can probe
 * it.
 */
export async function startProbeHost(): Promise<ProbeHost> {
  const meter = new PingMeter();
  const server = createServer((request, response) => answer(request, response, meter));
  // Connections stay warm for as long as the probe wants.
  server.keepAliveTimeout = 0;
  const echo = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: maximumBytes });
  echo.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    // A page that closes during a message is no fault of the host.
    socket.on('error', () => socket.terminate());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    webSocketUrl: `ws://127.0.0.1:${port}`,
    pingSize: () => meter.last,
    [Symbol.asyncDispose]: async () => {
      for (const socket of echo.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

class PingMeter {
  last: PingSize | null = null;
  readonly #before = new WeakMap<Socket, PingSize>();

  measure(socket: Socket, response: ServerResponse, isPing: boolean): void {
    const before = this.#before.get(socket);
    const upTotal = socket.bytesRead;
    response.once('finish', () => {
      const downTotal = socket.bytesWritten;
      if (isPing && before) {
        this.last = { upBytes: upTotal - before.upBytes, downBytes: downTotal - before.downBytes };
      }
      this.#before.set(socket, { upBytes: upTotal, downBytes: downTotal });
    });
  }
}

function answer(request: IncomingMessage, response: ServerResponse, meter: PingMeter): void {
  const path = new URL(request.url ?? '/', 'http://probe').pathname;
  meter.measure(request.socket, response, path === '/ping');
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Timing-Allow-Origin', '*');
  response.setHeader('Cache-Control', 'no-store');
  const count = /^\/bytes\/(\d{1,8})$/.exec(path)?.[1];
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { 'Access-Control-Allow-Headers': '*' }).end();
  } else if (path === '/') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Probe</title><link rel="icon" href="data:,">');
  } else if (path === '/feed') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(probeFeed);
  } else if (path === '/ping') {
    response.writeHead(204).end();
  } else if (path === '/sink' && request.method === 'POST') {
    countBody(request, response);
  } else if (count !== undefined && Number(count) <= maximumBytes) {
    sendBytes(response, Number(count));
  } else {
    response.writeHead(404).end();
  }
}

function countBody(request: IncomingMessage, response: ServerResponse): void {
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  request.on('end', () => response.end(String(received)));
}

function sendBytes(response: ServerResponse, count: number): void {
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': count });
  let left = count;
  const more = (): void => {
    while (left > 0) {
      const size = Math.min(left, block.length);
      left -= size;
      if (!response.write(block.subarray(0, size)) && left > 0) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}
