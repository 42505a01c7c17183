import type { Attachment } from '../../shared/api.ts';
import type { Queries } from '../database.ts';

const columns = 'a.kind, a.media_key as "mediaKey", a.name, a.mime_type as "mimeType"';

const ofMember = {
  name: 'attachment-file',
  text: `
    select ${columns}
    from attachments a
    join messages m on m.id = a.message_id
    join members me on me.conversation_id = m.conversation_id
    where a.id = $1 and me.user_id = $2`,
};

const ofAnybody = {
  name: 'attachment-file-linked',
  text: `select ${columns} from attachments a where a.id = $1`,
};

/** Where the file of an attachment lies, and how to serve it. */
export type AttachmentFile = Pick<Attachment, 'kind' | 'name' | 'mimeType'> & { mediaKey: string };

/** The file of an attachment; undefined when the user is not a member of its conversation. */
export async function findAttachmentFile(
  db: Queries,
  userId: number,
  attachmentId: number,
): Promise<AttachmentFile | undefined> {
  const [file] = await db.rows<AttachmentFile>(ofMember, [attachmentId, userId]);
  return file;
}

/** The file of an attachment without a check of membership; the caller has checked a link to it. */
export async function findLinkedFile(db: Queries, attachmentId: number): Promise<AttachmentFile | undefined> {
  const [file] = await db.rows<AttachmentFile>(ofAnybody, [attachmentId]);
  return file;
}
