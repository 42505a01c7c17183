/** A user of the reference chat in the background traffic. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { causeText, HarnessError } from '../../../core/errors.ts';
import type { OperationOutcome, Publication, TrafficSettings, UserId } from '../../../traffic/contract.ts';
import { type ApiAnswer, answered, ChatApi, type ChatConversation, type ChatMessage } from '../api-client.ts';

/** Configuration of the reference chat's traffic; plain JSON without secrets. */
export const referenceChatConfig = z.object({
  /** `{ "<user id>": "<token>" }`, written by the seed, mode 600. */
  tokensFile: z.string().min(1),
  /** Users that do not act, because a browser acts for them. */
  exceptUserIds: z.array(z.int()).default([1]),
  /** If given, the users act only in these conversations. */
  onlyConversationIds: z.array(z.int()).optional(),
  /** Conversations in which no user acts, such as one whose length is being measured. */
  exceptConversationIds: z.array(z.int()).default([]),
});

const tokens = z.record(z.string().regex(/^\d+$/), z.string());
/** The maximum that the API returns at once. */
const listLimit = 200;
export const historyLimit = 50;
/** Number of messages that a user remembers, to react to. */
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
  /**
   * Conversations in which this user acts; the session raises their last sequences when it sees newer ones.
   */
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

  /** Keeps the newest of the seen messages, without deleted ones, to which no one reacts. */
  remember(messages: readonly ChatMessage[]): void {
    this.messages.push(...messages.filter(({ deletedAt }) => deletedAt == null));
    this.messages.splice(0, this.messages.length - rememberedMessages);
  }

  /** Updates the last sequences of the conversations. */
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
export async function openSession(settings: TrafficSettings, userId: UserId): Promise<ChatSession | null> {
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
 * The traffic outcome of an API answer.
 *
 * @param learn called with the value of a successful answer
 * @param publication returns the message that the answer acknowledges, if it does
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

/** The outcome of an operation whose session lacks required data, which preparation should have prevented. */
export function impossible(receivedUs: number, lack: string): OperationOutcome {
  return { kind: 'failed', receivedUs, reason: lack };
}
