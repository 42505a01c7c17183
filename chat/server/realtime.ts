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

/** The data of a socket. */
type SocketData = {
  userId: number;
  /** Rooms of the direct conversations. */
  directRooms: string[];
  typing: TypingLimit;
};
type ChatServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
type ChatSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** Clients send only their token and typing events, so a small limit is enough. */
const maxClientMessageBytes = 16 * 1024;

/**
 * The realtime part of the server. Each conversation has a room with the sockets of its members, and each
 * user has a room. A process knows only its own sockets.
 */
export class Realtime {
  readonly #server: ChatServer;
  readonly #presence = new Presence();
  #open = true;

  /** @param app has registered `@fastify/cookie`, and is not listening yet */
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

  /** Disconnects every socket and accepts no new one. The HTTP server is not affected. */
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
      // When the server closes, all users disconnect, so there is no one to notify.
      if (gone && this.#open) this.#tellPresence(socket.data, false);
    });
  }

  /**
   * Notifies only the partners of the user's direct conversations. With groups too, N sockets of one group
   * that connect at once would cause N² events.
   */
  #tellPresence({ userId, directRooms }: SocketData, online: boolean): void {
    if (directRooms.length === 0) return; // An empty list of rooms would send to everyone.
    this.#server.to(directRooms).except(userRoom(userId)).emit('presence:changed', { userId, online });
  }

  /** Ignores malformed events, too frequent ones and those for a conversation of others. No response. */
  #tellTyping({ data: { userId, typing }, rooms }: ChatSocket, event: unknown): void {
    const { data } = typingEvent.safeParse(event);
    if (data === undefined || !rooms.has(room(data.conversationId))) return;
    const { conversationId } = data;
    if (!typing.allows(conversationId)) return;
    const others = this.#server.to(room(conversationId)).except(userRoom(userId));
    others.emit('typing:started', { conversationId, userId });
  }
}

/** Joins the rooms before the client is notified that it is connected, so that it misses no later event. */
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

/** The error for the client's `connect_error`, with the code of an {@link ApiError} in `data`. */
function refusal(error: unknown): Error {
  const { code, message } =
    error instanceof ApiError ? error : new ApiError(500, 'INTERNAL', 'The server failed. Its log says why.');
  return Object.assign(new Error(message), { data: { code, message } });
}

/**
 * Browsers let any page open a WebSocket with this chat's cookie, so pages of another origin are refused.
 * Programs other than browsers send no Origin.
 */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}
