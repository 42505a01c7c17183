import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyPluginAsync } from 'fastify';
import { type MeResponse, sessionRequest, type User } from '../../shared/api.ts';
import { type Context, sessionCookie } from '../context.ts';
import type { Queries } from '../database.ts';
import { ApiError } from '../errors.ts';
import { findUser } from '../queries/users.ts';
import { parse } from '../validation.ts';

const cookieOptions: CookieSerializeOptions = { httpOnly: true, sameSite: 'lax', path: '/' };

/** Log in with a token, and out. */
export const sessionRoutes =
  ({ verifyToken }: Context): FastifyPluginAsync =>
  async (app) => {
    app.post('/api/session', async (request, reply) => {
      const { token } = parse(sessionRequest, request.body);
      const { userId, expiresAt } = await verifyToken(token);
      await requireUser(request.db, userId);
      return reply
        .setCookie(sessionCookie, token, { ...cookieOptions, expires: expiresAt })
        .status(204)
        .send();
    });

    app.delete('/api/session', async (_request, reply) =>
      reply.clearCookie(sessionCookie, cookieOptions).status(204).send(),
    );
  };

/** Who one is. */
export const meRoutes = (): FastifyPluginAsync => async (app) => {
  app.get(
    '/api/me',
    async (request): Promise<MeResponse> => ({
      user: await requireUser(request.db, request.userId),
    }),
  );
};

/** A token may outlive the data set that its user was in. */
async function requireUser(db: Queries, userId: number): Promise<User> {
  const user = await findUser(db, userId);
  if (user === undefined)
    throw new ApiError(401, 'TOKEN_INVALID', 'The token is for a user who is not here.');
  return user;
}
