import type { ChatTarget } from '../targets/target.ts';
import type { Scenario } from './scenario.ts';

/** Lighthouse of a conversation that is opened by its address, logged in. */
export function auditConversation(params: { messages: number }): Scenario<ChatTarget, void> {
  return {
    id: 'audit-conversation',
    params,
    title: `Lighthouse of a conversation of ${params.messages} messages`,
    passes: ['lighthouse'],
    besideTraffic: false,
    prepare: () => Promise.resolve(),
    act: () => Promise.resolve({ scrolls: [], journeys: [] }),
    auditUrl: async (target) => target.chat.conversationUrl(await target.conversation(params.messages)),
  };
}
