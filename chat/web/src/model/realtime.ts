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

/** So often the others are told that somebody writes. */
const typingEveryMs = 3_000;
let saidTyping = { conversationId: 0, atMs: 0 };

/** Tells the others that we are writing, unless they have just been told. */
export function sayTyping(conversationId: number): void {
  const atMs = performance.now();
  const told = saidTyping.conversationId === conversationId && atMs - saidTyping.atMs < typingEveryMs;
  // A socket that is away would keep the event, and say it when it is no longer true.
  if (told || socket?.connected !== true) return;
  saidTyping = { conversationId, atMs };
  socket.emit('typing:start', { conversationId });
}
