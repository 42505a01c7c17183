import type { FastifyPluginAsync } from 'fastify';
import { type EditResponse, editRequest } from '../../shared/api.ts';
import type { Context } from '../context.ts';
import { deleteMessage, editMessage } from '../queries/change-message.ts';
import { idParams, parse } from '../validation.ts';

/** Editing and deleting one's own messages. */
export const changeMessageRoutes =
  ({ realtime }: Context): FastifyPluginAsync =>
  async (app) => {
    app.patch('/api/messages/:id', async (request): Promise<EditResponse> => {
      const { id: messageId } = parse(idParams, request.params);
      const { body } = parse(editRequest, request.body);
      const { message, changed } = await editMessage(request.db, { messageId, userId: request.userId }, body);
      if (changed) {
        const { conversationId, sequence, editedAt, deletedAt } = message;
        const event = { conversationId, messageId, sequence, body, editedAt, deletedAt };
        realtime.publish(conversationId, 'message:changed', event);
      }
      return { message };
    });

    app.delete('/api/messages/:id', async (request, reply) => {
      const { id: messageId } = parse(idParams, request.params);
      const deleted = await deleteMessage(request.db, { messageId, userId: request.userId });
      if (deleted !== undefined) {
        const { conversationId, sequence, body } = deleted;
        const deletedAt = deleted.deletedAt?.toISOString() ?? null;
        const event = { conversationId, messageId, sequence, body, editedAt: null, deletedAt };
        realtime.publish(conversationId, 'message:changed', event);
      }
      return reply.status(204).send();
    });
  };
