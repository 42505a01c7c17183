import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import { type ClientEvents, type ServerEvents, typingEvent } from '../shared/api.ts';
import type { Queries } from './database.ts';
import { ApiError, errorText } from './errors.ts';
import { Presence } from './presence.ts';
import { listMemberships } from './queries/conversations.ts';
import type { Session, VerifyToken } from './tokens.ts';
import { sessionCookie } from './tokens.ts';
import { TypingLimit } from './typing.ts';

/** What is kept with a socket. */
type SocketData = {
  userId: number;
  /** Rooms of the conversations between two. */
  directRooms: string[];
  typing: TypingLimit;
};
type ChatServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
type ChatSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** Clients say who they are and that they write, nothing more. */
const maxClientMessageBytes = 16 * 1024;

/**
 * The realtime side of the server: one room a conversation, which its members' sockets are in, and one a
 * user. Each process knows its own sockets only.
 */
export class Realtime {
  readonly #server: ChatServer;
  readonly #presence = new Presence();
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
    this.#server.on('connection', (socket) => this.#serve(socket));
  }

  /** Whether sockets can connect. */
  get attached(): boolean {
    return this.#open && this.#server.engine !== undefined;
  }

  /** Whether a user has a socket here. */
  isOnline(userId: number): boolean {
    return this.#presence.isOnline(userId);
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

  #serve(socket: ChatSocket): void {
    const { userId } = socket.data;
    if (this.#presence.connected(userId)) this.#tellPresence(socket.data, true);
    socket.on('typing:start', (event: unknown) => this.#tellTyping(socket, event));
    socket.on('disconnect', () => {
      const gone = this.#presence.disconnected(userId);
      // When the server closes, everybody goes, and nobody is there to be told.
      if (gone && this.#open) this.#tellPresence(socket.data, false);
    });
  }

  /**
   * Tells those whom a user talks to directly, and nobody else: if it were told in groups too, a storm of
   * N sockets that share one would be N² events.
   */
  #tellPresence({ userId, directRooms }: SocketData, online: boolean): void {
    if (directRooms.length === 0) return; // To no room at all would be to everybody.
    this.#server.to(directRooms).except(userRoom(userId)).emit('presence:changed', { userId, online });
  }

  /** What is malformed, too frequent or about a conversation of others is ignored: there is no answer to it. */
  #tellTyping({ data: { userId, typing }, rooms }: ChatSocket, event: unknown): void {
    const { data } = typingEvent.safeParse(event);
    if (data === undefined || !rooms.has(room(data.conversationId))) return;
    const { conversationId } = data;
    if (!typing.allows(conversationId)) return;
    const others = this.#server.to(room(conversationId)).except(userRoom(userId));
    others.emit('typing:started', { conversationId, userId });
  }
}

/** Rooms are joined before the client hears that it is connected, so it misses nothing after that. */
async function admit(socket: ChatSocket, db: Queries, session: Promise<Session>): Promise<void> {
  const { userId } = await session;
  const memberships = await listMemberships(db, userId);
  const direct = memberships.filter(({ kind }) => kind === 'direct');
  socket.data = { userId, directRooms: direct.map(({ id }) => room(id)), typing: new TypingLimit() };
  await socket.join([userRoom(userId), ...memberships.map(({ id }) => room(id))]);
}

function room(conversationId: number): string {
  return `conversation:${conversationId}`;
}

function userRoom(userId: number): string {
  return `user:${userId}`;
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
