/** A client of the reference chat's HTTP API. It describes only the fields that it reads. */
import { z } from 'zod';
import { monotonicUs } from '../../core/clock.ts';
import { HarnessError } from '../../core/errors.ts';

const conversation = z.object({
  id: z.int(),
  lastSequence: z.int(),
  lastReadSequence: z.int(),
});
export type ChatConversation = z.infer<typeof conversation>;
const conversationPage = z.object({ conversations: z.array(conversation), next: z.string().nullable() });

const message = z.object({ id: z.int(), sequence: z.int(), deletedAt: z.string().nullish() });
export type ChatMessage = z.infer<typeof message>;
const history = z.object({ messages: z.array(message), hasBefore: z.boolean(), hasAfter: z.boolean() });
const sent = z.object({ message });
const nothing = z.null();
const membership = z.object({ members: z.array(z.object({ id: z.int() })) });
const refusal = z.object({ error: z.object({ code: z.string().regex(/^[A-Z_]{1,40}$/) }) });

/** An answer of the API, with the time on the host clock at which its last byte had been read. */
export type ApiAnswer<Value> =
  | { kind: 'ok'; receivedUs: number; value: Value }
  | { kind: 'failed'; receivedUs: number; reason: string; status: number }
  | { kind: 'throttled'; receivedUs: number; retryAfterMs: number | null };

export type ChatApiOptions = { baseUrl: string; token: string; timeoutMs?: number };

/**
 * The wait of a Retry-After header in milliseconds; null without a usable value. A date is compared with the
 * answer's own Date header, because the server's clock may differ from this host's.
 * Source: RFC 9110, section 10.2.3.
 */
export function retryAfterMs(headers: Headers): number | null {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const waitMs = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(waitMs) && waitMs >= 0 ? waitMs : null;
}

function parsed<Value>(schema: z.ZodType<Value>, text: string): Value | undefined {
  try {
    return schema.safeParse(text === '' ? null : JSON.parse(text)).data;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** One user's connection to the API. Every HTTP answer is a return value; only a broken connection throws. */
export class ChatApi {
  readonly baseUrl: string;
  readonly #headers: Record<string, string>;
  readonly #timeoutMs: number;

  constructor({ baseUrl, token, timeoutMs = 30_000 }: ChatApiOptions) {
    this.baseUrl = baseUrl;
    this.#headers = { authorization: `Bearer ${token}` };
    this.#timeoutMs = timeoutMs;
  }

  /** A page of the conversation list, newest activity first; `before` is the `next` of the previous page. */
  conversations(page: {
    limit: number;
    before?: string;
  }): Promise<ApiAnswer<z.infer<typeof conversationPage>>> {
    const query = new URLSearchParams({ limit: String(page.limit) });
    if (page.before !== undefined) query.set('before', page.before);
    return this.#request('GET', `/api/conversations?${query}`, conversationPage);
  }

  /** A page of messages in ascending sequence: the newest one, or the one before a sequence. */
  history(
    conversationId: number,
    page: { limit: number; before?: number },
  ): Promise<ApiAnswer<z.infer<typeof history>>> {
    const query = new URLSearchParams({ limit: String(page.limit) });
    if (page.before !== undefined) query.set('before', String(page.before));
    return this.#request('GET', `/api/conversations/${conversationId}/messages?${query}`, history);
  }

  /** The members of a conversation. */
  members(conversationId: number): Promise<ApiAnswer<z.infer<typeof membership>>> {
    return this.#request('GET', `/api/conversations/${conversationId}`, membership);
  }

  /** Sends a message; the same `clientId` twice makes one message. */
  send(
    conversationId: number,
    content: { clientId: string; body: string },
  ): Promise<ApiAnswer<z.infer<typeof sent>>> {
    return this.#request('POST', `/api/conversations/${conversationId}/messages`, sent, content);
  }

  /** Sets or removes a reaction; idempotent. */
  react(messageId: number, emoji: string, active: boolean): Promise<ApiAnswer<null>> {
    const path = `/api/messages/${messageId}/reactions/${encodeURIComponent(emoji)}`;
    return this.#request(active ? 'PUT' : 'DELETE', path, nothing);
  }

  /** Moves the read mark forward. */
  markRead(conversationId: number, sequence: number): Promise<ApiAnswer<null>> {
    return this.#request('PUT', `/api/conversations/${conversationId}/read`, nothing, { sequence });
  }

  async #request<Value>(
    method: string,
    path: string,
    schema: z.ZodType<Value>,
    body?: unknown,
  ): Promise<ApiAnswer<Value>> {
    const response = await fetch(new URL(path, this.baseUrl), {
      method,
      headers: body === undefined ? this.#headers : { ...this.#headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A redirect could lead to a host that is not allowed.
      redirect: 'manual',
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
    const text = await response.text();
    const receivedUs = monotonicUs();
    if (response.status === 429)
      return { kind: 'throttled', receivedUs, retryAfterMs: retryAfterMs(response.headers) };
    if (!response.ok) {
      const code = parsed(refusal, text)?.error.code ?? '';
      const reason = `HTTP ${response.status} ${code}`.trim();
      return { kind: 'failed', receivedUs, reason, status: response.status };
    }
    const value = parsed(schema, text);
    if (value === undefined) {
      return { kind: 'failed', receivedUs, reason: 'unexpected answer', status: response.status };
    }
    return { kind: 'ok', receivedUs, value };
  }
}

/** The value of a successful answer. @throws HarnessError CHAT_REFUSED */
export function answered<Value>(answer: ApiAnswer<Value>, what: string): Value {
  if (answer.kind === 'ok') return answer.value;
  const { reason, status } = answer.kind === 'failed' ? answer : { reason: 'HTTP 429', status: 429 };
  const hint =
    status === 401
      ? 'The token has expired or belongs to other data. Run `backscroll seed`.'
      : 'Look at the log of the chat server.';
  throw new HarnessError('CHAT_REFUSED', `The chat refused to ${what}: ${reason}.`, hint);
}
