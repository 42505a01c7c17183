import type { Upload } from '../../shared/api.ts';
import type { Queries } from '../database.ts';

const add = {
  name: 'upload-add',
  text: `
    insert into uploads
      (id, user_id, media_key, kind, name, mime_type, size_bytes, width, height, duration_ms, placeholder, peaks)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
};

/** Records an upload, which only its sender can use. Its files must already be below the media key. */
export async function addUpload(
  db: Queries,
  userId: number,
  mediaKey: string,
  upload: Upload,
): Promise<void> {
  const { id, kind, name, mimeType, sizeBytes, width, height, durationMs, placeholder, peaks } = upload;
  await db.rows(add, [
    ...[id, userId, mediaKey, kind, name, mimeType, sizeBytes],
    ...[width, height, durationMs, placeholder, peaks],
  ]);
}
