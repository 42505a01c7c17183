/** The scenarios of a chat that specs measure, by id. */
import type { ChatTarget } from '../targets/target.ts';
import { auditConversation } from './audit-conversation.ts';
import { openConversation } from './open-conversation.ts';
import { readLive } from './read-live.ts';
import type { Scenario } from './scenario.ts';
import { scrollHistory } from './scroll-history.ts';
import { sendMessage } from './send-message.ts';

/** Each in a conversation of so many messages. */
export const chatScenarios: Readonly<Record<string, (params: { messages: number }) => Scenario<ChatTarget>>> =
  {
    'open-conversation': openConversation,
    'scroll-history': scrollHistory,
    'read-live': readLive,
    'send-message': sendMessage,
    'audit-conversation': auditConversation,
  };

export const scenarioIds = Object.keys(chatScenarios);
