import type { Attachment } from '../../shared/api.ts';
import type { Queries } from '../database.ts';
import { attachmentColumns } from './parts.ts';

/** A file or voice note, with the sequence, sender and time of its message. */
export type FileRow = { sequence: number; senderId: number; createdAt: Date; attachment: Attachment };
type Row = Omit<FileRow, 'attachment'> & Attachment;

/** Gives a member at least one row, whose attachment is null on an empty page; gives other users no row. */
const page = {
  name: 'files',
  text: `
    select files.*
    from members me
    left join lateral (
      select ${attachmentColumns}, m.sequence, m.sender_id as "senderId", m.created_at as "createdAt"
      from messages m
      join attachments a on a.message_id = m.id
      where m.conversation_id = me.conversation_id and a.kind in ('file', 'voice') and a.id < $3
      order by a.id desc
      limit $4
    ) files on true
    where me.conversation_id = $1 and me.user_id = $2
    order by files.id desc`,
};

/**
 * Files and voice notes of a conversation, newest first; undefined when the reader is not a member.
 * @param before `next` of the previous page: the id of its last attachment
 */
export async function listFiles(
  db: Queries,
  reader: { conversationId: number; userId: number },
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<{ files: FileRow[]; next: number | null } | undefined> {
  const bound = before ?? Number.MAX_SAFE_INTEGER;
  const values = [reader.conversationId, reader.userId, bound, limit + 1];
  const found = await db.rows<Row | { id: null }>(page, values);
  if (found.length === 0) return undefined;
  const rows = found.filter((row) => row.id !== null);
  const files = rows.slice(0, limit).map(({ sequence, senderId, createdAt, ...attachment }) => ({
    ...{ sequence, senderId, createdAt },
    attachment,
  }));
  return { files, next: rows.length > limit ? (files.at(-1)?.attachment.id ?? null) : null };
}
