import type { TrafficOperation } from '../../../traffic/contract.ts';
import { type ChatSession, outcomeOf } from './session.ts';

const pageSize = 50;

/** Opens the dashboard: the first page of the conversation list. */
export const listConversations: TrafficOperation<ChatSession> = {
  name: 'list-conversations',
  async perform(session) {
    const answer = await session.api.conversations({ limit: pageSize });
    return outcomeOf(answer, ({ conversations }) => session.refresh(conversations));
  },
};
