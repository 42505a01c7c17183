import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { ClientEvents, ServerEvents } from '../../shared/api.ts';

export type ChatSocket = Socket<ServerEvents, ClientEvents>;
export type DialOptions = Partial<ManagerOptions & SocketOptions>;
export type Refusal = Error & { data?: { code: string } };

/** A new socket over WebSocket that tries once. */
export function dial(url: string, options: DialOptions): ChatSocket {
  return io(url, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
}

/** Waits for the outcome of a {@link dial}: why it was refused, or undefined when it is connected. */
export function outcome(socket: ChatSocket): Promise<Refusal | undefined> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(undefined)).once('connect_error', resolve);
  });
}
