import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import type { ServerEvents } from '../shared/api.ts';
import { sessionCookie } from './context.ts';
import type { Queries } from './database.ts';
import { ApiError, errorText } from './errors.ts';
import { listConversationIds } from './queries/conversations.ts';
import type { Session, VerifyToken } from './tokens.ts';

type ChatServer = Server<DefaultEventsMap, ServerEvents>;
type ChatSocket = Socket<DefaultEventsMap, ServerEvents>;

/** Clients have nothing to say over the socket but who they are. */
const maxClientMessageBytes = 16 * 1024;

/** The realtime side of the server: one room a conversation, which its members' sockets are in. */
export class Realtime {
  readonly #server: ChatServer;
  #open = true;

  /** @param app has `@fastify/cookie`, and is not listening yet */
  constructor(app: FastifyInstance, db: Queries, verifyToken: VerifyToken) {
    this.#server = new Server(app.server, {
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: maxClientMessageBytes,
      allowRequest: (request, decide) => decide(null, isSameOrigin(request)),
    });
    this.#server.use((socket, next) => {
      const { auth, headers } = socket.handshake;
      const token: unknown = auth.token ?? app.parseCookie(headers.cookie ?? '')[sessionCookie];
      admit(socket, db, verifyToken(typeof token === 'string' ? token : undefined)).then(
        () => next(),
        (error: unknown) => {
          if (!(error instanceof ApiError)) app.log.error(`A socket was not admitted: ${errorText(error)}`);
          next(refusal(error));
        },
      );
    });
  }

  /** Whether sockets can connect. */
  get attached(): boolean {
    return this.#open && this.#server.engine !== undefined;
  }

  /** Sends an event to all sockets of all members of a conversation. */
  publish<Name extends keyof ServerEvents>(
    conversationId: number,
    name: Name,
    ...event: Parameters<ServerEvents[Name]>
  ): void {
    this.#server.to(room(conversationId)).emit(name, ...event);
  }

  /** Disconnects every socket and takes no new one. The HTTP server itself stays as it is. */
  close(): void {
    this.#open = false;
    this.#server.disconnectSockets(true);
    this.#server.engine.close();
  }
}

/** Rooms are joined before the client hears that it is connected, so it misses nothing after that. */
async function admit(socket: ChatSocket, db: Queries, session: Promise<Session>): Promise<void> {
  const { userId } = await session;
  const conversationIds = await listConversationIds(db, userId);
  await socket.join(conversationIds.map(room));
}

function room(conversationId: number): string {
  return `conversation:${conversationId}`;
}

/** The error that the client's `connect_error` gets, with our code in `data`. */
function refusal(error: unknown): Error {
  const { code, message } =
    error instanceof ApiError ? error : new ApiError(500, 'INTERNAL', 'The server failed. Its log says why.');
  return Object.assign(new Error(message), { data: { code, message } });
}

/**
 * Browsers let any page open a WebSocket with our cookie, so pages of another origin are refused.
 * Programs send no Origin.
 */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}
