import type { Socket } from 'socket.io-client';
import type { ClientEvents, ServerEvents } from '../../../shared/api.ts';

let wanted = false;
let socket: Socket<ServerEvents, ClientEvents> | null = null;

/** Connects once, and stays connected. Called after the first messages are on the screen. */
export function goLive(): void {
  if (wanted) return;
  wanted = true;
  import('./live.ts').then(
    ({ connect }) => {
      socket = connect();
    },
    (error: unknown) => {
      wanted = false;
      reportError(error);
    },
  );
}

/** The shortest interval between two typing events. */
const typingEveryMs = 3_000;
let saidTyping = { conversationId: 0, atMs: 0 };

/** Notifies the other members that the reader types, unless they were notified just before. */
export function sayTyping(conversationId: number): void {
  const atMs = performance.now();
  const isRecent = saidTyping.conversationId === conversationId && atMs - saidTyping.atMs < typingEveryMs;
  // A disconnected socket would buffer the event and send it when it is no longer true.
  if (isRecent || socket?.connected !== true) return;
  saidTyping = { conversationId, atMs };
  socket.emit('typing:start', { conversationId });
}
