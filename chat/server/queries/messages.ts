import type { Message } from '../../shared/api.ts';
import type { Queries } from '../database.ts';
import { loadParts } from './parts.ts';

/** A message without its parts in other tables. */
export type MessageRow = Pick<
  Message,
  'id' | 'conversationId' | 'sequence' | 'senderId' | 'clientId' | 'kind' | 'body' | 'replyTo'
> & {
  createdAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
};

const previewLength = 120;

/** What a quotation shows of the message `q`. */
const quotedText = `
  case
    when q.deleted_at is not null then 'Message deleted'
    when q.kind = 'poll' then 'Poll: ' || left(q.body, ${previewLength})
    when q.body <> '' then left(q.body, ${previewLength})
    else coalesce((
      select case (case when min(a.kind) = max(a.kind) then min(a.kind) end)
        when 'image' then case count(*) when 1 then 'Photo' else count(*) || ' photos' end
        when 'video' then case count(*) when 1 then 'Video' else count(*) || ' videos' end
        when 'voice' then case count(*) when 1 then 'Voice note' else count(*) || ' voice notes' end
        else (array_agg(a.name order by a.position))[1]
      end
      from attachments a where a.message_id = q.id
    ), 'Message')
  end`;

/** The columns of a {@link MessageRow}, from a table or alias `m`. */
export const messageColumns = `
  m.id, m.conversation_id as "conversationId", m.sequence, m.sender_id as "senderId", m.client_id as "clientId",
  m.kind, m.body, m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt",
  (
    select json_build_object('sequence', q.sequence, 'senderId', q.sender_id, 'preview', ${quotedText})
    from messages q
    where q.conversation_id = m.conversation_id and q.sequence = m.reply_to
  ) as "replyTo"`;

/** Gives a member at least one row, whose message is null on an empty page; gives other users no row. */
const pageOf = (name: string, condition: string, direction: 'asc' | 'desc') => ({
  name,
  text: `
    select c.last_sequence as "lastSequence", page.*
    from members me
    join conversations c on c.id = me.conversation_id
    left join lateral (
      select ${messageColumns}
      from messages m
      where m.conversation_id = c.id and ${condition}
      order by m.sequence ${direction}
      limit $4
    ) page on true
    where me.conversation_id = $1 and me.user_id = $2
    order by page.sequence`,
});

// No statement without a bound is needed: sequences start at 1, and a very large bound gives the newest page.
const pageBefore = pageOf('messages-before', 'm.sequence < $3', 'desc');
const pageAfter = pageOf('messages-after', 'm.sequence > $3', 'asc');

/** Which page of a history: the newest, the one that ends before a sequence, or starts after one. */
export type Place = { before?: number | undefined; after?: number | undefined };

/**
 * A page of a conversation in ascending sequence, with at most five queries for any length; undefined when
 * the reader is not a member.
 */
export async function listMessages(
  db: Queries,
  reader: { conversationId: number; userId: number },
  { before, after }: Place,
  limit: number,
): Promise<{ messages: Message[]; hasBefore: boolean; hasAfter: boolean } | undefined> {
  const forwards = after !== undefined;
  const bound = after ?? before ?? Number.MAX_SAFE_INTEGER;
  const found = await db.rows<{ lastSequence: number } & (MessageRow | { id: null })>(
    forwards ? pageAfter : pageBefore,
    [reader.conversationId, reader.userId, bound, limit + 1],
  );
  const lastSequence = found[0]?.lastSequence;
  if (lastSequence === undefined) return undefined;

  // The query reads one row more than `limit`, to find out whether the history continues in this direction.
  const rows = found.filter((row) => row.id !== null);
  const more = rows.length > limit;
  if (more) rows.splice(forwards ? limit : 0, 1);
  const first = rows[0]?.sequence ?? (forwards ? bound + 1 : 1);
  const last = rows.at(-1)?.sequence ?? (forwards ? lastSequence : bound - 1);
  return {
    messages: await withParts(db, rows, reader.userId),
    hasBefore: forwards ? first > 1 && lastSequence > 0 : more,
    hasAfter: forwards ? more : last < lastSequence,
  };
}

/** Messages as a reader gets them: their parts in other tables are read for all messages at once. */
export async function withParts(db: Queries, rows: MessageRow[], userId: number): Promise<Message[]> {
  const parts = await loadParts(db, rows, userId);
  return rows.map((row) => ({
    ...withoutParts(row),
    attachments: parts.attachments.get(row.id) ?? [],
    reactions: parts.reactions.get(row.id) ?? [],
    poll: parts.polls.get(row.id) ?? null,
    linkPreview: parts.linkPreviews.get(row.id) ?? null,
  }));
}

/** A message with no parts in other tables. */
export function withoutParts(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversationId,
    sequence: row.sequence,
    senderId: row.senderId,
    clientId: row.clientId,
    kind: row.kind,
    body: row.body,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    replyTo: row.replyTo,
    attachments: [],
    reactions: [],
    poll: null,
    linkPreview: null,
  };
}
