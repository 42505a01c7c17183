import type { Conversation, ConversationResponse, MessagesResponse, User } from './api.ts';
import type { Defect } from './defects.ts';

/**
 * The requests that a page makes first. The server puts the responses into the page by path, and the client
 * takes them from there. Both use these definitions: if their paths differed, the client would request them
 * again without an error.
 */
export const pageSize = 50;

export const paths = {
  me: '/api/me',
  conversations: `/api/conversations?limit=${pageSize}`,
  conversation: (id: number) => `/api/conversations/${id}`,
  newest: (id: number) => `/api/conversations/${id}/messages?limit=${pageSize}`,
} as const;

/** The data from which the first screen of a conversation is rendered. */
export type FirstScreen = {
  me: User;
  conversation: Conversation;
  members: ConversationResponse['members'];
  page: MessagesResponse;
  defects: readonly Defect[];
};
