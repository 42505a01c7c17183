/**
 * A real HTTP and Socket.IO server that speaks as much of the reference chat's API as traffic needs,
 * with faults in its realtime side that can be told apart by number.
 */
import { Server } from 'socket.io';
import { type RunningServer, serve } from './servers.ts';

export type SmallChatFaults = {
  /** Sequences that are acknowledged to their sender and never delivered. */
  swallowed?: readonly number[];
  /** Sequences that are delivered twice. */
  doubled?: readonly number[];
};

const conversationId = 7;

async function bodyOf(request: AsyncIterable<Buffer>): Promise<{ clientId?: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as { clientId?: string });
}

/** Everybody is a member of one conversation, and any token that starts with `token-` is accepted. */
export async function serveSmallChat(
  faults: SmallChatFaults = {},
): Promise<RunningServer & { io: Server; lastSequence: () => number }> {
  let lastSequence = 0;
  const deliver = (message: object): void => {
    const times = faults.swallowed?.includes(lastSequence)
      ? 0
      : faults.doubled?.includes(lastSequence)
        ? 2
        : 1;
    for (let time = 0; time < times; time++) io.emit('message:new', { message });
  };
  const chat = await serve(async (request, response) => {
    const json = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const { clientId } = await bodyOf(request);
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (!request.headers.authorization?.startsWith('Bearer token-')) {
      return json(401, { error: { code: 'TOKEN_INVALID', message: 'No.' } });
    }
    if (path === '/api/conversations') {
      return json(200, {
        conversations: [{ id: conversationId, lastSequence, lastReadSequence: 0 }],
        next: null,
      });
    }
    if (request.method === 'GET') {
      const messages = Array.from({ length: Math.min(lastSequence, 50) }, (_, index) => ({
        id: index,
        sequence: index,
      }));
      return json(200, { messages, hasBefore: false, hasAfter: false });
    }
    if (request.method !== 'POST') return response.writeHead(204).end();
    lastSequence += 1;
    const message = { id: lastSequence, conversationId, sequence: lastSequence, clientId: clientId ?? null };
    deliver(message);
    return json(201, { message });
  });
  const io = new Server(chat.server, { transports: ['websocket'], serveClient: false });
  io.use((socket, next) => {
    const token: unknown = socket.handshake.auth.token;
    next(typeof token === 'string' && token.startsWith('token-') ? undefined : new Error('TOKEN_INVALID'));
  });
  const dispose = chat[Symbol.asyncDispose];
  return {
    ...chat,
    io,
    lastSequence: () => lastSequence,
    async [Symbol.asyncDispose]() {
      io.disconnectSockets(true);
      io.engine.close();
      await dispose();
    },
  };
}
