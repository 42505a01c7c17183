import type { Conversation, ConversationResponse, MessagesResponse, User } from './api.ts';

/**
 * What a page asks for at once. The server puts the answers into the page and the client takes them from there, by
 * path: a path of which the two had different ideas would be asked for again in silence.
 */
export const pageSize = 50;

export const paths = {
  me: '/api/me',
  conversations: `/api/conversations?limit=${pageSize}`,
  conversation: (id: number) => `/api/conversations/${id}`,
  newest: (id: number) => `/api/conversations/${id}/messages?limit=${pageSize}`,
} as const;

/** What the first screen of a conversation is rendered from. */
export type FirstScreen = {
  me: User;
  conversation: Conversation;
  members: ConversationResponse['members'];
  page: MessagesResponse;
};
