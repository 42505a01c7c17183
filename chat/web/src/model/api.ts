import type {
  Conversation,
  Member,
  Message,
  MessagesResponse,
  SearchResponse,
  User,
} from '../../../shared/api.ts';
import { pageSize, paths } from '../../../shared/first-answers.ts';
import { navigate } from './router.ts';

declare global {
  interface Window {
    /** Responses in the page, and requests that it sent before this code loaded, by path; each used once. */
    chatEarly?: { answers: Record<string, unknown>; responses: Record<string, Promise<Response>> };
  }
}

/** An error response of the server; `status` is 0 if there was no response. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** Credentials for the login. */
export type Credentials = { token: string } | { handle: string; password: string };
export type ConversationsPage = { conversations: Conversation[]; next: string | null };
export type ConversationDetail = { conversation: Conversation; members: Member[] };

function take(path: string): Promise<Response> | undefined {
  const responses = window.chatEarly?.responses;
  const early = responses?.[path];
  delete responses?.[path];
  return early;
}

async function request(method: string, path: string, body?: unknown): Promise<Response> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  const early = method === 'GET' ? take(path) : undefined;
  const response = await (early ?? fetch(path, init)).catch((cause: unknown) => {
    throw new ApiError(0, cause instanceof Error ? cause.message : 'The server cannot be reached.');
  });
  if (response.ok) return response;
  if (response.status === 401 && path !== '/api/session') {
    // The other early requests failed as well; after the login they must be sent again.
    delete window.chatEarly;
    navigate('/login?reason=expired', { replace: true });
  }
  throw new ApiError(response.status, await errorText(response));
}

async function errorText(response: Response): Promise<string> {
  const fallback = `The server answered ${response.status}.`;
  if (!response.headers.get('content-type')?.includes('json')) return fallback;
  const answer = (await response.json()) as { error?: { message?: string } };
  return answer.error?.message ?? fallback;
}

/** The response to a request, if it came with the page and was not taken before. */
function taken<Answer>(path: string): Answer | undefined {
  const answers = window.chatEarly?.answers ?? {};
  const answer = answers[path];
  delete answers[path];
  return answer as Answer | undefined;
}

async function get<Answer>(path: string): Promise<Answer> {
  return taken<Answer>(path) ?? (await ask<Answer>(path));
}

async function ask<Answer>(path: string): Promise<Answer> {
  return (await (await request('GET', path)).json()) as Answer;
}

/** Responses that came with the page, each available once. With them the first render is already complete. */
export const withPage = {
  me: () => taken<{ user: User }>(paths.me),
  conversation: (id: number) => taken<ConversationDetail>(paths.conversation(id)),
  newest: (id: number) => taken<MessagesResponse>(paths.newest(id)),
};

/** The endpoints of `chat/shared/api.ts`. All throw {@link ApiError}; a 401 also leads to the login page. */
export const api = {
  logIn: async (credentials: Credentials): Promise<void> =>
    void (await request('POST', '/api/session', credentials)),
  me: () => get<{ user: User }>(paths.me),
  conversations: (before: string | null = null, limit = pageSize) =>
    get<ConversationsPage>(
      `/api/conversations?limit=${limit}${before === null ? '' : `&before=${encodeURIComponent(before)}`}`,
    ),
  conversation: (id: number) => get<ConversationDetail>(paths.conversation(id)),
  newest: (id: number) => get<MessagesResponse>(paths.newest(id)),
  older: (id: number, before: number) =>
    get<MessagesResponse>(`/api/conversations/${id}/messages?before=${before}&limit=${pageSize}`),
  newer: (id: number, after: number) =>
    get<MessagesResponse>(`/api/conversations/${id}/messages?after=${after}&limit=100`),
  send: async (
    id: number,
    message: { clientId: string; body: string; replyTo: number | undefined; uploads: string[] | undefined },
  ): Promise<Message> => {
    const response = await request('POST', `/api/conversations/${id}/messages`, message);
    return ((await response.json()) as { message: Message }).message;
  },
  react: async (messageId: number, emoji: string, active: boolean): Promise<void> => {
    const path = `/api/messages/${messageId}/reactions/${encodeURIComponent(emoji)}`;
    await request(active ? 'PUT' : 'DELETE', path);
  },
  edit: async (messageId: number, body: string): Promise<void> =>
    void (await request('PATCH', `/api/messages/${messageId}`, { body })),
  remove: async (messageId: number): Promise<void> =>
    void (await request('DELETE', `/api/messages/${messageId}`)),
  vote: async (messageId: number, position: number | null): Promise<void> => {
    const path = `/api/messages/${messageId}/vote`;
    await (position === null ? request('DELETE', path) : request('PUT', path, { position }));
  },
  search: (text: string, before: string | null) =>
    get<SearchResponse>(
      `/api/search?q=${encodeURIComponent(text)}${before === null ? '' : `&before=${encodeURIComponent(before)}`}`,
    ),
  markRead: async (id: number, sequence: number): Promise<void> =>
    void (await request('PUT', `/api/conversations/${id}/read`, { sequence })),
};
