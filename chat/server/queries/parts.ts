import type { Attachment, LinkPreview, Message, Poll } from '../../shared/api.ts';
import type { Queries } from '../database.ts';

type Reaction = Message['reactions'][number];
type Of<Part> = Part & { messageId: number };

/** The parts of messages that are in other tables, by message id. */
export type Parts = {
  attachments: Map<number, Attachment[]>;
  reactions: Map<number, Reaction[]>;
  polls: Map<number, Poll>;
  linkPreviews: Map<number, LinkPreview>;
};

/** The columns of an {@link Attachment}, from a table or alias `a`. */
export const attachmentColumns = `
  a.id, a.kind, a.name, a.mime_type as "mimeType", a.size_bytes as "sizeBytes", a.width, a.height,
  a.duration_ms as "durationMs", a.placeholder, a.peaks`;

const attachmentsOf = {
  name: 'attachments-of',
  text: `
    select a.message_id as "messageId", ${attachmentColumns}
    from attachments a
    where a.message_id = any($1::bigint[])
    order by a.message_id, a.position`,
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

const linkPreviewsOf = {
  name: 'link-previews-of',
  text: `
    select message_id as "messageId", url, site, title, description
    from link_previews
    where message_id = any($1::bigint[])`,
};

/** Only a message with a link can have a link preview. */
const link = /https?:\/\//i;

/** The parts of all given messages as one reader sees them: one query for each kind of part, in parallel. */
export async function loadParts(
  db: Queries,
  messages: readonly Pick<Message, 'id' | 'kind' | 'body'>[],
  userId: number,
): Promise<Parts> {
  const ids = messages.map(({ id }) => id);
  const pollIds = messages.filter(({ kind }) => kind === 'poll').map(({ id }) => id);
  const linkIds = messages.filter(({ body }) => link.test(body)).map(({ id }) => id);

  const [attachments, reactions, options, previews] = await Promise.all([
    ids.length === 0 ? [] : db.rows<Of<Attachment>>(attachmentsOf, [ids]),
    ids.length === 0 ? [] : db.rows<Of<Reaction>>(reactionsOf, [ids, userId]),
    pollIds.length === 0 ? [] : db.rows<Of<Poll['options'][number]>>(pollsOf, [pollIds, userId]),
    linkIds.length === 0 ? [] : db.rows<Of<LinkPreview>>(linkPreviewsOf, [linkIds]),
  ]);
  return {
    attachments: byMessage(attachments),
    reactions: byMessage(reactions),
    polls: new Map([...byMessage(options)].map(([messageId, list]) => [messageId, { options: list }])),
    linkPreviews: new Map(previews.map(({ messageId, ...preview }) => [messageId, preview])),
  };
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
