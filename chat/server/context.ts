import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Defect } from '../shared/defects.ts';
import { type Database, TimedQueries } from './database.ts';
import type { MediaFolders } from './media-files.ts';
import type { MediaLinks } from './media-links.ts';
import type { CheckPassword } from './passwords.ts';
import type { Realtime } from './realtime.ts';
import { type IssueToken, type Session, sessionCookie, type VerifyToken } from './tokens.ts';

/** What the routes need. */
export type Context = {
  database: Database;
  realtime: Realtime;
  verifyToken: VerifyToken;
  issueToken: IssueToken;
  checkPassword: CheckPassword;
  mediaFolders: MediaFolders;
  mediaLinks: MediaLinks;
  uploadsDir: string;
  clientDir: string;
  defects: readonly Defect[];
  /** The limit for one user. */
  writesPerMinute: number;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** This request's view of the database; see {@link TimedQueries}. */
    db: TimedQueries;
    /** The user who sent the request; only set where {@link authenticate} ran. */
    userId: number;
  }
}

/**
 * Gives each request its own view of the database. Responses of the API must not be stored. Their
 * `Server-Timing` header reports how many milliseconds the database and the whole request took.
 */
export function addRequestContext(app: FastifyInstance, database: Database): void {
  app.decorateRequest('db');
  app.decorateRequest('userId', 0);
  app.addHook('onRequest', async (request) => {
    request.db = new TimedQueries(database);
  });
  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    const databaseMs = request.db.elapsedMs.toFixed(1);
    reply.header('server-timing', `db;dur=${databaseMs}, total;dur=${reply.elapsedTime.toFixed(1)}`);
  });
}

/** Restricts every route of `app` to logged-in users. */
export function authenticate(app: FastifyInstance, verifyToken: VerifyToken): void {
  app.addHook('onRequest', async (request) => {
    request.userId = (await sessionOf(request, verifyToken)).userId;
  });
}

/**
 * The session of a request: from its Bearer token, otherwise from its cookie.
 * @throws {ApiError} 401 `TOKEN_…`
 */
export function sessionOf(request: FastifyRequest, verifyToken: VerifyToken): Promise<Session> {
  return verifyToken(bearerToken(request) ?? request.cookies[sessionCookie]);
}

function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
