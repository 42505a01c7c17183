import type { Rendition } from '../../../../shared/api.ts';
import type { ShownAttachment } from '../../model/pending.ts';

/** The URL of a rendition of an attachment; undefined until a message of the server has the attachment. */
export function mediaUrl({ id }: Pick<ShownAttachment, 'id'>, rendition: Rendition): string | undefined {
  return typeof id === 'number' ? `/media/${id}/${rendition}` : undefined;
}
