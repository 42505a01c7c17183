/** A user of the reference chat as the background traffic plays it. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { causeText, HarnessError } from '../../../core/errors.ts';
import type { OperationOutcome, Publication, TrafficSettings } from '../../../traffic/contract.ts';
import { type ApiAnswer, answered, ChatApi, type ChatConversation, type ChatMessage } from '../api-client.ts';

/** What the traffic of the reference chat is told; plain JSON without secrets. */
export const referenceChatConfig = z.object({
  /** `{ "<user id>": "<token>" }`, written by the seed, mode 600. */
  tokensFile: z.string().min(1),
  /** Users that do not act, since a browser does it for them. */
  exceptUserIds: z.array(z.int()).default([1]),
  /** If given, nobody acts in any other conversation. */
  onlyConversationIds: z.array(z.int()).optional(),
  /** Conversations in which nobody acts, such as one whose length is being measured. */
  exceptConversationIds: z.array(z.int()).default([]),
});

const tokens = z.record(z.string().regex(/^\d+$/), z.string());
/** As many as the API gives at once. */
const listLimit = 200;
export const historyLimit = 50;
/** Messages that a user remembers, to react to. */
const rememberedMessages = 200;

/** The tokens by user id. @throws HarnessError TOKENS_UNREADABLE; its text never quotes the file */
export async function readTokens(path: string): Promise<Record<string, string>> {
  try {
    return tokens.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const missing =
      cause instanceof Error && 'code' in cause ? causeText(cause) : 'it is not a table of tokens';
    throw new HarnessError(
      'TOKENS_UNREADABLE',
      `The tokens of the seeded users cannot be read from ${path}: ${missing}.`,
      'Run `backscroll seed`.',
    );
  }
}

export class ChatSession {
  readonly api: ChatApi;
  readonly token: string;
  /** Where this user acts; its sequences move on as the session learns of them. */
  readonly conversations: ChatConversation[];
  /** Every conversation of this user, as streams. */
  readonly streams: string[];
  /** Messages that this user has seen. */
  readonly messages: ChatMessage[] = [];
  /** Reactions that this user has set, as `message emoji`. */
  readonly reactions = new Set<string>();

  constructor(api: ChatApi, token: string, conversations: ChatConversation[], streams: string[]) {
    this.api = api;
    this.token = token;
    this.conversations = conversations;
    this.streams = streams;
  }

  /** Keeps the newest of the messages that were seen; nobody reacts to a deleted one. */
  remember(messages: readonly ChatMessage[]): void {
    this.messages.push(...messages.filter(({ deletedAt }) => deletedAt == null));
    this.messages.splice(0, this.messages.length - rememberedMessages);
  }

  /** Takes over how far the conversations have come. */
  refresh(listed: readonly ChatConversation[]): void {
    for (const { id, lastSequence } of listed) this.advance(id, lastSequence);
  }

  advance(conversationId: number, sequence: number): void {
    const known = this.conversations.find(({ id }) => id === conversationId);
    if (known !== undefined) known.lastSequence = Math.max(known.lastSequence, sequence);
  }
}

export function streamOf(conversationId: number): string {
  return String(conversationId);
}

async function allConversations(api: ChatApi, before?: string): Promise<ChatConversation[]> {
  const page = { limit: listLimit, ...(before === undefined ? {} : { before }) };
  const { conversations, next } = answered(await api.conversations(page), 'list conversations');
  return next === null ? conversations : [...conversations, ...(await allConversations(api, next))];
}

/** Logs a user in; null if there is no conversation in which it may act. @throws HarnessError */
export async function openSession(settings: TrafficSettings, userId: number): Promise<ChatSession | null> {
  const config = referenceChatConfig.parse(settings.config);
  const token = (await readTokens(config.tokensFile))[userId];
  if (token === undefined) return null;
  const api = new ChatApi({ baseUrl: settings.baseUrl, token });
  const all = await allConversations(api);
  const allowed = all.filter(
    ({ id }) =>
      !config.exceptConversationIds.includes(id) && (config.onlyConversationIds?.includes(id) ?? true),
  );
  const first = allowed[0];
  if (first === undefined) return null;
  const session = new ChatSession(
    api,
    token,
    allowed,
    all.map(({ id }) => streamOf(id)),
  );
  session.remember(answered(await api.history(first.id, { limit: historyLimit }), 'give history').messages);
  return session;
}

/**
 * The outcome that an answer means for the traffic.
 *
 * @param learn takes over what a good answer tells
 * @param publication the message that it acknowledges, if it does
 */
export function outcomeOf<Value>(
  answer: ApiAnswer<Value>,
  learn: (value: Value) => void,
  publication?: (value: Value) => Publication,
): OperationOutcome {
  if (answer.kind !== 'ok') return answer;
  const { receivedUs, value } = answer;
  learn(value);
  return { kind: 'completed', receivedUs, ...(publication && { published: publication(value) }) };
}

/** What an operation answers if its session lacks what it needs, which preparation should have seen to. */
export function impossible(receivedUs: number, lack: string): OperationOutcome {
  return { kind: 'failed', receivedUs, reason: lack };
}
