import type { Plan } from './plan.ts';
import type { Row } from './row.ts';
import { attachmentRows } from './rows-attachments.ts';
import { previewRows } from './rows-links.ts';
import { messageRows, reactionRows } from './rows-messages.ts';
import { conversationRows, memberRows, userRows } from './rows-people.ts';
import { optionRows, voteRows } from './rows-polls.ts';

/** A table of the chat and its rows, in the order of its primary key. */
export type Table = {
  name: string;
  columns: readonly string[];
  rows: (plan: Plan) => Iterable<Row>;
  /** Its ids come from a sequence, which must continue after the seeded ids. */
  hasIdentity: boolean;
};

/** The tables, each after those that it refers to. */
export const tables = [
  {
    name: 'users',
    columns: ['id', 'handle', 'name', 'hue', 'created_at'],
    rows: userRows,
    hasIdentity: true,
  },
  {
    name: 'conversations',
    columns: ['id', 'kind', 'channel', 'title', 'last_sequence', 'last_message_at', 'created_at'],
    rows: conversationRows,
    hasIdentity: true,
  },
  {
    name: 'members',
    columns: ['conversation_id', 'user_id', 'last_read_sequence'],
    rows: memberRows,
    hasIdentity: false,
  },
  {
    name: 'messages',
    columns: [
      ...['id', 'conversation_id', 'sequence', 'sender_id', 'kind', 'body', 'created_at'],
      ...['reply_to', 'edited_at', 'deleted_at'],
    ],
    rows: messageRows,
    hasIdentity: true,
  },
  {
    name: 'link_previews',
    columns: ['message_id', 'url', 'site', 'title', 'description'],
    rows: previewRows,
    hasIdentity: false,
  },
  {
    name: 'attachments',
    columns: [
      ...['id', 'message_id', 'position', 'kind', 'media_key', 'name', 'mime_type', 'size_bytes'],
      ...['width', 'height', 'duration_ms', 'placeholder', 'peaks'],
    ],
    rows: attachmentRows,
    hasIdentity: true,
  },
  {
    name: 'reactions',
    columns: ['message_id', 'user_id', 'emoji', 'created_at'],
    rows: reactionRows,
    hasIdentity: false,
  },
  {
    name: 'poll_options',
    columns: ['message_id', 'position', 'label'],
    rows: optionRows,
    hasIdentity: false,
  },
  { name: 'poll_votes', columns: ['message_id', 'position', 'user_id'], rows: voteRows, hasIdentity: false },
] as const satisfies readonly Table[];

export type TableName = (typeof tables)[number]['name'];
