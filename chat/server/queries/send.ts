import type { Message } from '../../shared/api.ts';
import type { Queries, Statement } from '../database.ts';
import { errorCode, notFound } from '../errors.ts';
import { type MessageRow, messageColumns, withoutParts, withParts } from './messages.ts';

/**
 * The whole send in one statement, which is one transaction and one round trip.
 *
 * The update takes the conversation's row lock, so sequences have no gaps and their order is the order of
 * commits. `clock_timestamp()` is read under that lock, so times ascend like sequences. A sender has read the
 * conversation, so the sender's read mark moves as well.
 *
 * @param before a `with` expression before the others
 * @param condition a further condition for sending the message
 * @param after a `with` expression after `inserted`, which holds the message
 */
const sendOf = (
  name: string,
  kind: Message['kind'],
  { before = '', condition = '', after = '' } = {},
): Statement => ({
  name,
  text: `
    with ${before} bumped as (
      update conversations
      set last_sequence = last_sequence + 1, last_message_at = greatest(last_message_at, clock_timestamp())
      where id = $1
        and exists (select 1 from members where conversation_id = $1 and user_id = $2)
        and not exists (select 1 from messages where conversation_id = $1 and sender_id = $2 and client_id = $3)
        and ($5::bigint is null or exists (select 1 from messages where conversation_id = $1 and sequence = $5))
        ${condition}
      returning last_sequence, last_message_at
    ), inserted as (
      insert into messages (conversation_id, sequence, sender_id, client_id, kind, body, created_at, reply_to)
      select $1, last_sequence, $2, $3, '${kind}', $4, last_message_at, $5 from bumped
      returning *
    ), marked as (
      update members set last_read_sequence = bumped.last_sequence
      from bumped
      where conversation_id = $1 and user_id = $2
    )${after}
    select ${messageColumns} from inserted m`,
});

const sendText = sendOf('send', 'text');

/**
 * The uploads $6 become the attachments of the message, in this order.
 *
 * The uploads are locked first, so that when two messages carry the same upload, the second no longer finds
 * it. They are locked in the order of their ids, so that two messages that share several uploads cannot
 * deadlock.
 */
const sendUploads = sendOf('send-uploads', 'media', {
  before: `wanted as (
      select * from uploads where id = any($6::uuid[]) and user_id = $2 order by id for update
    ),`,
  condition: 'and (select count(*) from wanted) = cardinality($6::uuid[])',
  after: `, taken as (
      delete from uploads using inserted where uploads.id = any($6::uuid[]) and user_id = $2
    ), attached as (
      insert into attachments
        (message_id, position, media_key, kind, name, mime_type, size_bytes, width, height, duration_ms, placeholder,
         peaks)
      select i.id, array_position($6::uuid[], w.id) - 1, w.media_key, w.kind, w.name, w.mime_type, w.size_bytes,
        w.width, w.height, w.duration_ms, w.placeholder, w.peaks
      from inserted i cross join wanted w
    )`,
});

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
  /** Sequence of the message that it replies to. */
  replyTo?: number | undefined;
  /** Ids of the sender's own uploads, in the order in which they are shown. */
  uploads: readonly string[];
};

/**
 * Adds a message to a conversation, or finds the earlier message with the same client id.
 *
 * @returns the message, and whether it is new
 * @throws {ApiError} 404 `NOT_FOUND` when the sender is not a member, or when the message refers to something
 *   that does not exist
 */
export async function sendMessage(
  db: Queries,
  message: NewMessage,
): Promise<{ message: Message; created: boolean }> {
  const { conversationId, senderId, clientId, uploads } = message;
  const created = await insert(db, message);
  const [row] = created
    ? [created]
    : await db.rows<MessageRow>(byClientId, [conversationId, senderId, clientId]);
  if (row === undefined) throw notFound(missing(message));
  // A new text has no parts yet, and loading them would cost the hot path two queries.
  const [found] =
    created && uploads.length === 0 ? [withoutParts(created)] : await withParts(db, [row], senderId);
  if (found === undefined) throw notFound('conversation');
  return { message: found, created: created !== undefined };
}

async function insert(db: Queries, message: NewMessage): Promise<MessageRow | undefined> {
  const { conversationId, senderId, clientId, body, replyTo = null, uploads } = message;
  const values = [conversationId, senderId, clientId, body, replyTo];
  try {
    const [row] =
      uploads.length === 0
        ? await db.rows<MessageRow>(sendText, values)
        : await db.rows<MessageRow>(sendUploads, [...values, uploads]);
    return row;
  } catch (error) {
    // Two sends of the same client id at the same time: this statement did not see the row of the other one.
    // It was rolled back completely, including its sequence number.
    if (errorCode(error) === uniqueViolation) return undefined;
    throw error;
  }
}

/** What may be missing when a message cannot be sent, for the error message. */
function missing({ replyTo, uploads }: NewMessage): string {
  const parts = ['conversation'];
  if (replyTo !== undefined) parts.push('message to answer');
  if (uploads.length > 0) parts.push('upload to send');
  return parts.join(' or ');
}
