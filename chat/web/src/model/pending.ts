import type { Attachment, Message, Upload } from '../../../shared/api.ts';
import { newClientId } from './client-id.ts';
import { previewText } from './preview.ts';

/** An uploaded file for the next message; `localUrl` shows the local picture, null if it is not one. */
export type Attached = Upload & { localUrl: string | null };

/** An attachment as a row shows it; the id is a text until a message of the server has the attachment. */
export type ShownAttachment = Omit<Attachment, 'id'> & { id: number | string; localUrl?: string | null };

/** A message of the reader that the server has not confirmed yet. */
export type Pending = {
  clientId: string;
  body: string;
  createdAt: string;
  replyTo: Message['replyTo'];
  attached: readonly Attached[];
  state: 'sending' | 'failed';
};

/** A message that is written now; `answered` is the message that it replies to. */
export function newPending(body: string, answered: Message | null, attached: readonly Attached[]): Pending {
  const replyTo = answered && {
    sequence: answered.sequence,
    senderId: answered.senderId,
    preview: previewText(answered),
  };
  const createdAt = new Date().toISOString();
  return { clientId: newClientId(), body, createdAt, replyTo, attached, state: 'sending' };
}

/** Frees the local pictures when the server has its own. */
export function releasePictures({ attached }: Pending): void {
  for (const { localUrl } of attached) if (localUrl !== null) URL.revokeObjectURL(localUrl);
}
