import { io } from 'socket.io-client';
import { z } from 'zod';
import { monotonicUs } from '../../../core/clock.ts';
import { HarnessError } from '../../../core/errors.ts';
import type { Subscription, SubscriptionEvent } from '../../../traffic/contract.ts';
import { sentUsOf } from './client-id.ts';
import { type ChatSession, streamOf } from './session.ts';

const connectTimeoutMs = 20_000;
const newMessage = z.object({
  message: z.object({ conversationId: z.int(), sequence: z.int(), clientId: z.string().nullable() }),
});

function notConnected(baseUrl: string, cause: Error): HarnessError {
  return new HarnessError(
    'TRAFFIC_SUBSCRIBER_REFUSED',
    `A realtime subscriber could not connect to ${baseUrl}: ${cause.message}`,
    'Look at the log of the chat server; if the token has expired, run `backscroll seed`.',
  );
}

/** Connects one more realtime client of a user and reports every message that reaches it. */
export async function subscribe(
  session: ChatSession,
  listener: (event: SubscriptionEvent) => void,
): Promise<Subscription> {
  const { baseUrl } = session.api;
  const socket = io(baseUrl, {
    transports: ['websocket'],
    // Otherwise all subscribers of this process would share one connection.
    forceNew: true,
    timeout: connectTimeoutMs,
    auth: { token: session.token },
  });
  socket.on('message:new', (event: unknown) => {
    const receivedUs = monotonicUs();
    const { conversationId, sequence, clientId } = newMessage.parse(event).message;
    const sentUs = sentUsOf(clientId);
    listener({ type: 'message', stream: streamOf(conversationId), id: sequence, sentUs, receivedUs });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (cause) => {
      socket.close();
      reject(notConnected(baseUrl, cause));
    });
  });
  socket.off('connect_error');
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') listener({ type: 'disconnected' });
  });
  socket.on('connect', () => listener({ type: 'reconnected' }));
  return { streams: session.streams, close: () => socket.close() };
}
