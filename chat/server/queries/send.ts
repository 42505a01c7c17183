import type { Message } from '../../shared/api.ts';
import type { Queries } from '../database.ts';
import { errorCode, notFound } from '../errors.ts';
import { type MessageRow, messageColumns, withoutParts, withParts } from './messages.ts';

/**
 * The whole send in one statement, which is one transaction and one round trip.
 *
 * The update takes the conversation's row lock, so sequences have no gaps and their order is the
 * order of commits. `clock_timestamp()` is read under that lock, so times ascend like sequences. Who
 * writes has read, so the sender's read mark moves along.
 */
const send = {
  name: 'send',
  text: `
    with bumped as (
      update conversations
      set last_sequence = last_sequence + 1, last_message_at = greatest(last_message_at, clock_timestamp())
      where id = $1
        and exists (select 1 from members where conversation_id = $1 and user_id = $2)
        and not exists (select 1 from messages where conversation_id = $1 and sender_id = $2 and client_id = $3)
        and ($5::bigint is null or exists (select 1 from messages where conversation_id = $1 and sequence = $5))
      returning last_sequence, last_message_at
    ), inserted as (
      insert into messages (conversation_id, sequence, sender_id, client_id, kind, body, created_at, reply_to)
      select $1, last_sequence, $2, $3, 'text', $4, last_message_at, $5 from bumped
      returning *
    ), marked as (
      update members set last_read_sequence = bumped.last_sequence
      from bumped
      where conversation_id = $1 and user_id = $2
    )
    select ${messageColumns} from inserted m`,
};

const byClientId = {
  name: 'message-by-client-id',
  text: `
    select ${messageColumns}
    from messages m
    where m.conversation_id = $1 and m.sender_id = $2 and m.client_id = $3
      and exists (select 1 from members where conversation_id = $1 and user_id = $2)`,
};

const uniqueViolation = '23505';

export type NewMessage = {
  conversationId: number;
  senderId: number;
  clientId: string;
  body: string;
  /** Sequence of the message that it answers. */
  replyTo?: number | undefined;
};

/**
 * Adds a message to a conversation, or finds the one that the same client id made before.
 *
 * @returns the message, and whether it is new
 * @throws {ApiError} 404 `NOT_FOUND` when the sender is not a member, or what it answers does not exist
 */
export async function sendMessage(
  db: Queries,
  message: NewMessage,
): Promise<{ message: Message; created: boolean }> {
  const { conversationId, senderId, clientId, body, replyTo } = message;
  const created = await insert(db, [conversationId, senderId, clientId, body, replyTo ?? null]);
  const [row] = created
    ? [created]
    : await db.rows<MessageRow>(byClientId, [conversationId, senderId, clientId]);
  if (row === undefined) {
    throw notFound(replyTo === undefined ? 'conversation' : 'conversation or message to answer');
  }
  // A new message has no parts yet; asking for them would cost the hot path two queries.
  const [found] = created ? [withoutParts(created)] : await withParts(db, [row], senderId);
  if (found === undefined) throw notFound('conversation');
  return { message: found, created: created !== undefined };
}

async function insert(db: Queries, values: readonly unknown[]): Promise<MessageRow | undefined> {
  try {
    const [row] = await db.rows<MessageRow>(send, values);
    return row;
  } catch (error) {
    // The same client id at the same moment: this statement did not see the other's row and has been
    // undone whole, its sequence number too.
    if (errorCode(error) === uniqueViolation) return undefined;
    throw error;
  }
}
