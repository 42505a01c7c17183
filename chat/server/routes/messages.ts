import type { FastifyPluginAsync } from 'fastify';
import { type MessagesResponse, messagesQuery, type SendResponse, sendRequest } from '../../shared/api.ts';
import type { Context } from '../context.ts';
import { type Delivery, DeliveryOrder } from '../delivery-order.ts';
import { ApiError, notFound } from '../errors.ts';
import { isLost } from '../lost-messages.ts';
import { listMessages } from '../queries/messages.ts';
import { sendMessage } from '../queries/send.ts';
import { idParams, parse } from '../validation.ts';

/** The history of a conversation, and sending to it. */
export const messageRoutes =
  ({ realtime, defects }: Context): FastifyPluginAsync =>
  async (app) => {
    const deliveries = new DeliveryOrder();
    const losesMessages = defects.includes('message-loss');

    app.get('/api/conversations/:id/messages', async (request): Promise<MessagesResponse> => {
      const { id } = parse(idParams, request.params);
      const { before, after, limit } = parse(messagesQuery, request.query);
      if (before !== undefined && after !== undefined) {
        throw new ApiError(400, 'INPUT_INVALID', 'Give `before` or `after`, not both.');
      }
      const reader = { conversationId: id, userId: request.userId };
      const page = await listMessages(request.db, reader, { before, after }, limit);
      if (page === undefined) throw notFound('conversation');
      return page;
    });

    app.post('/api/conversations/:id/messages', async (request, reply): Promise<SendResponse> => {
      const { id } = parse(idParams, request.params);
      const content = parse(sendRequest, request.body);
      const senderId = request.userId;
      const sending = deliveries.begin(id);
      let delivery: Delivery | undefined;
      try {
        const { message, created } = await sendMessage(request.db, {
          conversationId: id,
          senderId,
          ...content,
        });
        const deliver = () => realtime.publish(id, 'message:new', { message });
        const lost = losesMessages && isLost(message.sequence);
        if (created && !lost) delivery = { sequence: message.sequence, deliver };
        reply.status(created ? 201 : 200);
        return { message };
      } finally {
        sending(delivery);
      }
    });
  };
