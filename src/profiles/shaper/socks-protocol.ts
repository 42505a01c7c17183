import { isIP } from 'node:net';

/**
 * The server's half of SOCKS 5 without authentication, as pure functions over bytes.
 * Source: RFC 1928.
 */
export const socksReply = {
  succeeded: 0x00,
  generalFailure: 0x01,
  notAllowed: 0x02,
  networkUnreachable: 0x03,
  hostUnreachable: 0x04,
  connectionRefused: 0x05,
  timedOut: 0x06,
  commandNotSupported: 0x07,
  addressTypeNotSupported: 0x08,
} as const;
export type SocksReply = (typeof socksReply)[keyof typeof socksReply];

export type Destination = { host: string; port: number };
export type Greeting =
  | { kind: 'incomplete' }
  | { kind: 'invalid' }
  | { kind: 'greeting'; open: boolean; length: number };
export type Request =
  | { kind: 'incomplete' }
  | { kind: 'rejected'; reply: SocksReply }
  | { kind: 'connect'; destination: Destination; length: number };

const version = 0x05;
const incomplete = { kind: 'incomplete' } as const;

/** Reads the first message; `open` is whether the client accepts a connection without authentication. */
export function parseGreeting(bytes: Buffer): Greeting {
  if (bytes.length > 0 && bytes[0] !== version) return { kind: 'invalid' };
  const methodCount = bytes[1];
  if (methodCount === undefined || bytes.length < 2 + methodCount) return incomplete;
  const length = 2 + methodCount;
  return { kind: 'greeting', open: bytes.subarray(2, length).includes(0x00), length };
}

/** Answer to a greeting: no authentication, or none of the offered methods. */
export function greetingReply(open: boolean): Buffer {
  return Buffer.from([version, open ? 0x00 : 0xff]);
}

/** Reads the request. BIND and UDP ASSOCIATE are rejected: only CONNECT is shaped. */
export function parseRequest(bytes: Buffer): Request {
  if (bytes.length < 5) return incomplete;
  if (bytes[0] !== version) return { kind: 'rejected', reply: socksReply.generalFailure };
  if (bytes[1] !== 0x01) return { kind: 'rejected', reply: socksReply.commandNotSupported };
  const address = addressRange(bytes);
  if (!address) return { kind: 'rejected', reply: socksReply.addressTypeNotSupported };
  const length = address.end + 2;
  if (bytes.length < length) return incomplete;
  const host = address.read(bytes.subarray(address.start, address.end));
  const port = bytes.readUInt16BE(address.end);
  if (host === '' || port === 0) return { kind: 'rejected', reply: socksReply.generalFailure };
  return { kind: 'connect', destination: { host, port }, length };
}

function addressRange(
  bytes: Buffer,
): { start: number; end: number; read: (b: Buffer) => string } | undefined {
  switch (bytes[3]) {
    case 0x01:
      return { start: 4, end: 8, read: (b) => b.join('.') };
    case 0x03:
      return { start: 5, end: 5 + bytes.readUInt8(4), read: readName };
    case 0x04:
      return { start: 4, end: 20, read: readIpv6 };
    default:
      return undefined;
  }
}

function readIpv6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(group * 2).toString(16));
  return groups.join(':');
}

/** Chromium sends IP literals as names as well. Names appear in reports, so unusual bytes are rejected. */
function readName(bytes: Buffer): string {
  const name = bytes.toString('latin1').toLowerCase();
  return isIP(name) !== 0 || /^[a-z0-9_.-]+$/.test(name) ? name : '';
}

/** The bound address is never used by a CONNECT client, so it is all zeros. */
export function requestReply(reply: SocksReply): Buffer {
  return Buffer.from([version, reply, 0x00, 0x01, 0, 0, 0, 0, 0, 0]);
}

/** The reply that best describes why a TCP connection failed. */
export function replyForError(code: string | undefined): SocksReply {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return socksReply.connectionRefused;
    case 'ENETUNREACH':
      return socksReply.networkUnreachable;
    case 'EHOSTUNREACH':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return socksReply.hostUnreachable;
    case 'ETIMEDOUT':
      return socksReply.timedOut;
    default:
      return socksReply.generalFailure;
  }
}
