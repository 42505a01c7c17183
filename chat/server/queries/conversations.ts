import type { Attachment, Conversation } from '../../shared/api.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Queries } from '../database.ts';

const previewLength = 120;

type ConversationRow = Omit<Conversation, 'lastMessage'> & {
  /** `last_message_at` in UTC with microseconds: a Date cuts them off, and a row would be repeated. */
  activeAt: string;
  lastSenderName: string | null;
  lastBody: string | null;
  lastCreatedAt: Date | null;
  lastMessageSequence: number | null;
  lastDeleted: boolean | null;
  attachmentCount: number;
  attachmentKind: Attachment['kind'] | null;
  attachmentName: string | null;
};

/** The conversations in `page` with everything that a list shows: one query for any size of page. */
const conversationsOf = (page: string) => `
  with page as (${page})
  select
    p.id, p.kind, p.channel, p.title,
    p.last_sequence as "lastSequence", p.last_read_sequence as "lastReadSequence", 
    to_char(p.last_message_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "activeAt",
    (select count(*)::int from members where conversation_id = p.id) as "memberCount",
    l.sequence as "lastMessageSequence", left(l.body, ${previewLength}) as "lastBody", l.created_at as "lastCreatedAt",
    l.deleted_at is not null as "lastDeleted",
    u.name as "lastSenderName",
    a.count as "attachmentCount", a.kind as "attachmentKind", a.name as "attachmentName"
  from page p
  left join messages l on l.conversation_id = p.id and l.sequence = p.last_sequence
  left join users u on u.id = l.sender_id
  left join lateral (
    -- Of several kinds at once they are shown as files.
    select count(*)::int as count, case when min(kind) <> max(kind) then 'file' else min(kind) end as kind,
      min(name) as name
    from attachments where message_id = l.id
  ) a on true
  order by p.last_message_at desc, p.id desc`;

const columns = 'c.id, c.kind, c.channel, c.title, c.last_sequence, c.last_message_at, m.last_read_sequence';

const list = {
  name: 'conversations',
  text: conversationsOf(`
    select ${columns}
    from members m join conversations c on c.id = m.conversation_id
    where m.user_id = $1
      and ($2::timestamptz is null or (c.last_message_at, c.id) < ($2::timestamptz, $3::bigint))
    order by c.last_message_at desc, c.id desc
    limit $4`),
};

const one = {
  name: 'conversation',
  text: conversationsOf(`
    select ${columns}
    from members m join conversations c on c.id = m.conversation_id
    where m.user_id = $1 and m.conversation_id = $2`),
};

const ofUser = {
  name: 'conversations-of-user',
  text: `
    select c.id, c.kind
    from members m join conversations c on c.id = m.conversation_id
    where m.user_id = $1`,
};

/**
 * A page of a user's conversations, newest activity first.
 * @param before `next` of the previous page
 * @throws {ApiError} 400 `CURSOR_INVALID`
 */
export async function listConversations(
  db: Queries,
  userId: number,
  limit: number,
  before?: string,
): Promise<{ conversations: Conversation[]; next: string | null }> {
  const [activeAt, lastId] = before === undefined ? [null, null] : decodeCursor(before);
  const rows = await db.rows<ConversationRow>(list, [userId, activeAt, lastId, limit + 1]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined ? encodeCursor(last.activeAt, last.id) : null;
  return { conversations: page.map(toConversation), next };
}

/** One conversation as its member sees it; undefined for others. */
export async function findConversation(
  db: Queries,
  userId: number,
  conversationId: number,
): Promise<Conversation | undefined> {
  const [row] = await db.rows<ConversationRow>(one, [userId, conversationId]);
  return row && toConversation(row);
}

/** The id and kind of all conversations of a user. */
export function listMemberships(db: Queries, userId: number): Promise<Pick<Conversation, 'id' | 'kind'>[]> {
  return db.rows<Pick<Conversation, 'id' | 'kind'>>(ofUser, [userId]);
}

function toConversation(row: ConversationRow): Conversation {
  const { id, kind, channel, title, memberCount, lastSequence, lastReadSequence } = row;
  const lastMessage =
    row.lastMessageSequence === null || row.lastSenderName === null || row.lastCreatedAt === null
      ? null
      : {
          sequence: row.lastMessageSequence,
          senderName: row.lastSenderName,
          preview: preview(row),
          createdAt: row.lastCreatedAt.toISOString(),
        };
  return { id, kind, channel, title, memberCount, lastSequence, lastReadSequence, lastMessage };
}

/** The text of a message, or a description of its attachments when it has no text. */
function preview({
  lastBody,
  lastDeleted,
  attachmentCount,
  attachmentKind,
  attachmentName,
}: ConversationRow): string {
  if (lastDeleted === true) return 'Message deleted';
  if (lastBody !== null && lastBody !== '') return lastBody;
  switch (attachmentKind) {
    case null:
      return '';
    case 'image':
      return attachmentCount > 1 ? `${attachmentCount} photos` : 'Photo';
    case 'video':
      return attachmentCount > 1 ? `${attachmentCount} videos` : 'Video';
    case 'voice':
      return attachmentCount > 1 ? `${attachmentCount} voice notes` : 'Voice note';
    case 'file':
      return attachmentCount > 1 ? `${attachmentCount} files` : (attachmentName ?? 'File');
    default:
      return attachmentKind satisfies never;
  }
}
