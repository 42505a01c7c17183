import { addressOf, conversationOf } from '../targets/capabilities.ts';
import type { ChatTarget } from '../targets/target.ts';
import type { Scenario } from './scenario.ts';

/** Lighthouse of a conversation that is opened by its address, logged in. */
export function auditConversation(params: { messages: number }): Scenario<ChatTarget, void> {
  return {
    id: 'audit-conversation',
    params,
    title: `Lighthouse of a conversation of ${params.messages} messages`,
    passes: ['lighthouse'],
    needs: ['conversation', 'address'],
    besideTraffic: false,
    prepare: () => Promise.resolve(),
    act: () => Promise.resolve({ scrolls: [], journeys: [] }),
    auditUrl: async (target) => addressOf(target, await conversationOf(target, params.messages)),
  };
}
