import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { voteRequest } from '../../shared/api.ts';
import type { Context } from '../context.ts';
import { changeVote } from '../queries/votes.ts';
import { idParams, parse } from '../validation.ts';

const path = '/api/messages/:id/vote';

/** Voting in a poll, and withdrawing the vote. */
export const voteRoutes =
  ({ realtime }: Context): FastifyPluginAsync =>
  async (app) => {
    async function change(
      request: FastifyRequest,
      reply: FastifyReply,
      position: number | null,
    ): Promise<FastifyReply> {
      const { id: messageId } = parse(idParams, request.params);
      const { userId } = request;
      const result = await changeVote(request.db, { messageId, userId, position });
      if (result.changed) {
        const { conversationId, sequence, votes } = result;
        const event = { conversationId, messageId, sequence, userId, position, votes };
        realtime.publish(conversationId, 'poll:changed', event);
      }
      return reply.status(204).send();
    }

    app.put(path, (request, reply) => change(request, reply, parse(voteRequest, request.body).position));
    app.delete(path, (request, reply) => change(request, reply, null));
  };
