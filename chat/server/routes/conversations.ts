import type { FastifyPluginAsync } from 'fastify';
import {
  type ConversationResponse,
  type ConversationsResponse,
  conversationsQuery,
  readRequest,
} from '../../shared/api.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { findConversation, listConversations } from '../queries/conversations.ts';
import { moveReadMark } from '../queries/read-marks.ts';
import { listMembers } from '../queries/users.ts';
import { idParams, parse } from '../validation.ts';

/** The conversation list, one conversation with its members, and read marks. */
export const conversationRoutes =
  ({ realtime }: Context): FastifyPluginAsync =>
  async (app) => {
    app.get('/api/conversations', async (request): Promise<ConversationsResponse> => {
      const { limit, before } = parse(conversationsQuery, request.query);
      return listConversations(request.db, request.userId, limit, before);
    });

    app.get('/api/conversations/:id', async (request): Promise<ConversationResponse> => {
      const { id } = parse(idParams, request.params);
      const conversation = await findConversation(request.db, request.userId, id);
      if (conversation === undefined) throw notFound('conversation');
      const members = await listMembers(request.db, id);
      return {
        conversation,
        members: members.map((member) => ({ ...member, online: realtime.isOnline(member.id) })),
      };
    });

    app.put('/api/conversations/:id/read', async (request, reply) => {
      const { id } = parse(idParams, request.params);
      const { sequence } = parse(readRequest, request.body);
      const { userId } = request;
      const moved = await moveReadMark(request.db, { conversationId: id, userId, sequence });
      if (moved === undefined) throw notFound('conversation');
      if (moved !== null)
        realtime.publish(id, 'read:changed', { conversationId: id, userId, sequence: moved });
      return reply.status(204).send();
    });
  };
