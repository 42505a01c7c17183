import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isLoopback } from '../../core/loopback.ts';
import type { Destination, SocksReply } from './socks-protocol.ts';
import {
  greetingReply,
  parseGreeting,
  parseRequest,
  replyForError,
  requestReply,
  socksReply,
} from './socks-protocol.ts';

/** A client that connects and sends nothing must not hold a socket for ever. */
const silenceMs = 10_000;

export type Handshake = {
  /** Read when the request arrives; the connection opens or fails one round trip later. */
  roundTripMs: () => number;
  isAllowed: (host: string) => boolean;
  onOpen: (client: Socket, target: Socket, destination: string) => void;
  onRefused: (destination: string) => void;
  onFailed: () => void;
};

/** `host:port`, with IPv6 addresses in brackets. */
export function destinationText({ host, port }: Destination): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Performs the SOCKS 5 handshake with a new client, connects to its destination, and hands over both sockets.
 * SOCKS itself adds no delay here: it corresponds to no packet of the emulated path.
 */
export function shakeHands(client: Socket, handshake: Handshake): void {
  let bytes: Buffer = Buffer.alloc(0);
  let greeted = false;
  const onData = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    if (!greeted) {
      const greeting = parseGreeting(bytes);
      if (greeting.kind === 'incomplete') return;
      if (greeting.kind === 'invalid' || !greeting.open) {
        reject(greetingReply(false));
        return;
      }
      client.write(greetingReply(true));
      bytes = bytes.subarray(greeting.length);
      greeted = true;
    }
    const request = parseRequest(bytes);
    if (request.kind === 'incomplete') return;
    if (request.kind === 'rejected') {
      reject(requestReply(request.reply));
      return;
    }
    release();
    client.pause();
    if (bytes.length > request.length) client.unshift(bytes.subarray(request.length));
    void open(client, request.destination, handshake);
  };
  const reject = (reply: Buffer): void => {
    release();
    handshake.onFailed();
    client.end(reply);
  };
  const fail = (): void => {
    handshake.onFailed();
    client.destroy();
  };
  const release = (): void => {
    client.setTimeout(0);
    client.off('data', onData).off('timeout', fail).off('end', fail).off('error', fail);
    client.on('error', () => client.destroy());
  };
  client.setTimeout(silenceMs);
  client.on('data', onData).on('timeout', fail).on('end', fail).on('error', fail);
}

async function open(client: Socket, destination: Destination, handshake: Handshake): Promise<void> {
  const text = destinationText(destination);
  if (!handshake.isAllowed(destination.host)) {
    handshake.onRefused(text);
    client.end(requestReply(socksReply.notAllowed));
    return;
  }
  const roundTripMs = handshake.roundTripMs();
  const roundTrip = roundTripMs > 0 ? delay(roundTripMs) : undefined;
  const [dialled] = await Promise.all([dial(destination), roundTrip]);
  if (typeof dialled === 'number') {
    handshake.onFailed();
    client.end(requestReply(dialled));
  } else if (client.destroyed || dialled.destroyed) {
    handshake.onFailed();
    dialled.destroy();
    if (!client.destroyed) client.end(requestReply(socksReply.connectionRefused));
  } else {
    client.write(requestReply(socksReply.succeeded));
    handshake.onOpen(client, dialled, text);
  }
}

/** Connects; never rejects, since each failure has its reply. */
function dial({ host, port }: Destination): Promise<Socket | SocksReply> {
  // The system's resolver need not know `app.localhost`; RFC 6761 defines it as loopback.
  const name = isLoopback(host) && host.endsWith('localhost') ? 'localhost' : host;
  return new Promise((resolve) => {
    const target = connect({ host: name, port, allowHalfOpen: true, noDelay: true });
    target.once('connect', () => resolve(target));
    target.on('error', (error: NodeJS.ErrnoException) => {
      target.destroy();
      resolve(replyForError(error.code));
    });
  });
}
