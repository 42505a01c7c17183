import type { Rendition } from '../../../../shared/api.ts';
import type { ShownAttachment } from '../../model/pending.ts';

/** Where a rendition of an attachment is; undefined while no message of the server carries it. */
export function mediaUrl({ id }: Pick<ShownAttachment, 'id'>, rendition: Rendition): string | undefined {
  return typeof id === 'number' ? `/media/${id}/${rendition}` : undefined;
}
