/** The scenarios of a chat that specs measure, by id. */
import { auditConversation } from './audit-conversation.ts';
import { openConversation } from './open-conversation.ts';
import { readLive } from './read-live.ts';
import type { ChatScenario } from './scenario.ts';
import { scrollHistory } from './scroll-history.ts';
import { sendMessage } from './send-message.ts';

export const chatScenarios: Readonly<Record<string, ChatScenario>> = Object.fromEntries(
  [openConversation, scrollHistory, readLive, sendMessage, auditConversation].map((each) => [each.id, each]),
);

export const scenarioIds = Object.keys(chatScenarios);
