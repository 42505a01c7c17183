import type { Message } from '../../shared/api.ts';
import type { Queries } from '../database.ts';
import { ApiError, notFound } from '../errors.ts';
import { type MessageRow, messageColumns, withParts } from './messages.ts';

const byId = {
  name: 'message',
  text: `
    select ${messageColumns}
    from messages m
    join members me on me.conversation_id = m.conversation_id and me.user_id = $2
    where m.id = $1`,
};

/** PostgreSQL checks the conditions on the row again if another request has changed it meanwhile. */
const own = `
  m.id = $1 and m.sender_id = $2 and m.deleted_at is null
  and exists (select 1 from members me where me.conversation_id = m.conversation_id and me.user_id = $2)`;

const edit = {
  name: 'message-edit',
  text: `
    with changed as (
      update messages m set body = $3, edited_at = clock_timestamp()
      where ${own} and m.kind <> 'poll' and m.body <> $3
      returning *
    ), unlinked as (
      delete from link_previews p using changed where p.message_id = changed.id and position(p.url in changed.body) = 0
    )
    select ${messageColumns} from changed m`,
};

const remove = {
  name: 'message-delete',
  text: `
    with changed as (
      update messages m set body = '', kind = 'text', edited_at = null, deleted_at = clock_timestamp()
      where ${own}
      returning *
    ), attached as (
      delete from attachments using changed where message_id = changed.id
    ), reacted as (
      delete from reactions using changed where message_id = changed.id
    ), asked as (
      delete from poll_options using changed where message_id = changed.id
    ), unlinked as (
      delete from link_previews using changed where message_id = changed.id
    )
    select ${messageColumns} from changed m`,
};

/** Which message, and who wants to change it. */
export type Change = { messageId: number; userId: number };

/**
 * Changes the text of a message.
 *
 * @returns the message as its sender sees it, and whether its text changed
 * @throws {ApiError} 404 `NOT_FOUND`, 403 `NOT_YOURS`, 409 `MESSAGE_DELETED`, 409 `POLL_FIXED`
 */
export async function editMessage(
  db: Queries,
  { messageId, userId }: Change,
  body: string,
): Promise<{ message: Message; changed: boolean }> {
  const [edited] = await db.rows<MessageRow>(edit, [messageId, userId, body]);
  const row = edited ?? (await requireOwn(db, { messageId, userId }));
  if (row.deletedAt !== null) throw new ApiError(409, 'MESSAGE_DELETED', 'The message has been deleted.');
  if (row.kind === 'poll') throw new ApiError(409, 'POLL_FIXED', 'The question of a poll cannot be changed.');
  const [message] = await withParts(db, [row], userId);
  if (message === undefined) throw notFound('message');
  return { message, changed: edited !== undefined };
}

/**
 * Deletes the content of a message; the empty message keeps its place in the conversation.
 *
 * @returns the empty message; undefined if it was already deleted
 * @throws {ApiError} 404 `NOT_FOUND`, 403 `NOT_YOURS`
 */
export async function deleteMessage(db: Queries, change: Change): Promise<MessageRow | undefined> {
  const [row] = await db.rows<MessageRow>(remove, [change.messageId, change.userId]);
  if (row === undefined) await requireOwn(db, change);
  return row;
}

async function requireOwn(db: Queries, { messageId, userId }: Change): Promise<MessageRow> {
  const [row] = await db.rows<MessageRow>(byId, [messageId, userId]);
  if (row === undefined) throw notFound('message');
  if (row.senderId !== userId) throw new ApiError(403, 'NOT_YOURS', 'Only its sender may change a message.');
  return row;
}
