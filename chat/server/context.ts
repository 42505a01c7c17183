import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Defect } from '../shared/api.ts';
import { type Database, TimedQueries } from './database.ts';
import type { MediaFolders } from './media-files.ts';
import type { MediaLinks } from './media-links.ts';
import type { CheckPassword } from './passwords.ts';
import type { Realtime } from './realtime.ts';
import { type IssueToken, type Session, sessionCookie, type VerifyToken } from './tokens.ts';

/** What the routes work with. */
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
  /** What one user may write. */
  writesPerMinute: number;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** The database as this request uses it; see {@link TimedQueries}. */
    db: TimedQueries;
    /** Whose request this is; only where {@link authenticate} ran. */
    userId: number;
  }
}

/**
 * Gives each request its own view of the database. Answers of the API are not to be stored, and say in
 * `Server-Timing` how many milliseconds the database and the whole request took.
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

/** Lets every route of `app` through for logged-in users only. */
export function authenticate(app: FastifyInstance, verifyToken: VerifyToken): void {
  app.addHook('onRequest', async (request) => {
    request.userId = (await sessionOf(request, verifyToken)).userId;
  });
}

/**
 * Whose request this is, by a Bearer token, else the cookie.
 * @throws {ApiError} 401 `TOKEN_…`
 */
export function sessionOf(request: FastifyRequest, verifyToken: VerifyToken): Promise<Session> {
  return verifyToken(bearerToken(request) ?? request.cookies[sessionCookie]);
}

function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
