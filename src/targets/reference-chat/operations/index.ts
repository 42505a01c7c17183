/** The traffic module of the reference chat; the generator's threads load it by its URL. */
import type { TrafficModule, TrafficTargetInput } from '../../../traffic/contract.ts';
import { addReaction } from './add-reaction.ts';
import { fetchHistory } from './fetch-history.ts';
import { listConversations } from './list-conversations.ts';
import { markRead } from './mark-read.ts';
import { sendMessage } from './send-message.ts';
import { type ChatSession, openSession, readTokens, referenceChatConfig } from './session.ts';
import { subscribe } from './subscribe.ts';

/** The users that act, and their conversations; see {@link referenceChatConfig}. */
export type ReferenceChatTraffic = {
  baseUrl: string;
  tokensFile: string;
  exceptUserIds?: number[];
  onlyConversationIds?: number[];
  exceptConversationIds?: number[];
};

/** The reference chat at `baseUrl` as a target of background traffic. */
export function referenceChatTraffic({ baseUrl, ...config }: ReferenceChatTraffic): TrafficTargetInput {
  return { modulePath: import.meta.url, baseUrl, config };
}

const referenceChat: TrafficModule<ChatSession> = {
  operations: [sendMessage, addReaction, markRead, listConversations, fetchHistory],
  // A working day: mostly reading.
  mix: {
    'fetch-history': 30,
    'list-conversations': 25,
    'send-message': 20,
    'add-reaction': 15,
    'mark-read': 10,
  },
  async listUsers({ config }) {
    const { tokensFile, exceptUserIds } = referenceChatConfig.parse(config);
    const users = Object.keys(await readTokens(tokensFile)).map(Number);
    return users.filter((userId) => !exceptUserIds.includes(userId)).sort((left, right) => left - right);
  },
  createSession: openSession,
  subscribe,
};
export default referenceChat;
