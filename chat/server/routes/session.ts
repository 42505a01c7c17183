import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyPluginAsync } from 'fastify';
import { type MeResponse, sessionRequest, type User } from '../../shared/api.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database.ts';
import { ApiError } from '../errors.ts';
import { findUser, findUserByHandle } from '../queries/users.ts';
import { limitPasswords } from '../rate-limit.ts';
import { sessionCookie } from '../tokens.ts';
import { parse } from '../validation.ts';

const cookieOptions: CookieSerializeOptions = { httpOnly: true, sameSite: 'lax', path: '/' };
const triesPerMinute = 20;
const sessionLifeMs = 24 * 60 * 60_000;

/** The content and expiry of the cookie. */
type Login = { token: string; expiresAt: Date };

/** Login with a token or a password, and logout. */
export const sessionRoutes =
  ({ verifyToken, issueToken, checkPassword }: Context): FastifyPluginAsync =>
  async (app) => {
    const countTry = await limitPasswords(app, triesPerMinute, ({ body }) => {
      const login = parse(sessionRequest, body);
      return 'handle' in login ? login.handle : '';
    });

    async function withToken(db: Queries, token: string): Promise<Login> {
      const { userId, expiresAt } = await verifyToken(token);
      await requireUser(db, userId);
      return { token, expiresAt };
    }

    async function withPassword(db: Queries, handle: string, password: string): Promise<Login> {
      // Always makes both checks, so that the response time does not show which handles exist.
      const user = await findUserByHandle(db, handle);
      const isRight = checkPassword(handle, password);
      if (user === undefined || !isRight) {
        throw new ApiError(401, 'LOGIN_REFUSED', 'Name and password do not belong together.');
      }
      const expiresAt = new Date(Date.now() + sessionLifeMs);
      return { token: await issueToken({ userId: user.id, expiresAt }), expiresAt };
    }

    app.post('/api/session', async (request, reply) => {
      const login = parse(sessionRequest, request.body);
      if ('handle' in login) await countTry(request, reply);
      const { token, expiresAt } =
        'handle' in login
          ? await withPassword(request.db, login.handle, login.password)
          : await withToken(request.db, login.token);
      return reply
        .setCookie(sessionCookie, token, { ...cookieOptions, expires: expiresAt })
        .status(204)
        .send();
    });

    app.delete('/api/session', async (_request, reply) =>
      reply.clearCookie(sessionCookie, cookieOptions).status(204).send(),
    );
  };

/** The user who is logged in. */
export const meRoutes = (): FastifyPluginAsync => async (app) => {
  app.get(
    '/api/me',
    async (request): Promise<MeResponse> => ({
      user: await requireUser(request.db, request.userId),
    }),
  );
};

/** A token may still be valid after the data set of its user was replaced. */
async function requireUser(db: Queries, userId: number): Promise<User> {
  const user = await findUser(db, userId);
  if (user === undefined)
    throw new ApiError(401, 'TOKEN_INVALID', 'The token is for a user who is not here.');
  return user;
}
