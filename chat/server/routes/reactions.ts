import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { emoji as emojiText } from '../../shared/api.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { changeReaction } from '../queries/reactions.ts';
import { idParams, parse } from '../validation.ts';

const path = '/api/messages/:id/reactions/:emoji';
const params = idParams.extend({ emoji: emojiText });

/** Adding and removing a reaction. */
export const reactionRoutes =
  ({ realtime }: Context): FastifyPluginAsync =>
  async (app) => {
    async function change(
      request: FastifyRequest,
      reply: FastifyReply,
      active: boolean,
    ): Promise<FastifyReply> {
      const { id: messageId, emoji } = parse(params, request.params);
      const { userId } = request;
      const result = await changeReaction(request.db, { messageId, userId, emoji, active });
      if (result === undefined) throw notFound('message');
      if (result.changed) {
        const { conversationId, sequence, count } = result;
        const event = { conversationId, messageId, sequence, userId, emoji, count, active };
        realtime.publish(conversationId, 'reaction:changed', event);
      }
      return reply.status(204).send();
    }

    app.put(path, (request, reply) => change(request, reply, true));
    app.delete(path, (request, reply) => change(request, reply, false));
  };
