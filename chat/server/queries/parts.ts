import type { Attachment, Message, Poll } from '../../shared/api.ts';
import type { Queries } from '../database.ts';

type Reaction = Message['reactions'][number];
type Of<Part> = Part & { messageId: number };

/** What belongs to messages, by message id. */
export type Parts = {
  attachments: Map<number, Attachment[]>;
  reactions: Map<number, Reaction[]>;
  polls: Map<number, Poll>;
};

const attachmentsOf = {
  name: 'attachments-of',
  text: `
    select
      message_id as "messageId", id, kind, name, mime_type as "mimeType", size_bytes as "sizeBytes",
      width, height, duration_ms as "durationMs", placeholder
    from attachments
    where message_id = any($1::bigint[])
    order by message_id, position`,
};

const reactionsOf = {
  name: 'reactions-of',
  text: `
    select message_id as "messageId", emoji, count(*)::int as count, bool_or(user_id = $2) as mine
    from reactions
    where message_id = any($1::bigint[])
    group by message_id, emoji
    order by message_id, min(created_at), emoji`,
};

const pollsOf = {
  name: 'polls-of',
  text: `
    select o.message_id as "messageId", o.position, o.label, count(v.user_id)::int as votes,
      coalesce(bool_or(v.user_id = $2), false) as mine
    from poll_options o
    left join poll_votes v on v.message_id = o.message_id and v.position = o.position
    where o.message_id = any($1::bigint[])
    group by o.message_id, o.position, o.label
    order by o.message_id, o.position`,
};

/** The parts of all given messages, as one reader sees them: one query a kind, side by side. */
export async function loadParts(
  db: Queries,
  messages: readonly Pick<Message, 'id' | 'kind'>[],
  userId: number,
): Promise<Parts> {
  const ids = messages.map(({ id }) => id);
  const pollIds = messages.filter(({ kind }) => kind === 'poll').map(({ id }) => id);
  if (ids.length === 0) return { attachments: new Map(), reactions: new Map(), polls: new Map() };

  const [attachments, reactions, options] = await Promise.all([
    db.rows<Of<Attachment>>(attachmentsOf, [ids]),
    db.rows<Of<Reaction>>(reactionsOf, [ids, userId]),
    pollIds.length === 0 ? [] : db.rows<Of<Poll['options'][number]>>(pollsOf, [pollIds, userId]),
  ]);
  const polls = new Map([...byMessage(options)].map(([messageId, list]) => [messageId, { options: list }]));
  return { attachments: byMessage(attachments), reactions: byMessage(reactions), polls };
}

function byMessage<Part extends object>(rows: Of<Part>[]): Map<number, Omit<Of<Part>, 'messageId'>[]> {
  const grouped = new Map<number, Omit<Of<Part>, 'messageId'>[]>();
  for (const { messageId, ...part } of rows) {
    const list = grouped.get(messageId);
    if (list) list.push(part);
    else grouped.set(messageId, [part]);
  }
  return grouped;
}
