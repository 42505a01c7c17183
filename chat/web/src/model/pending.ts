import type { Attachment, Message, Upload } from '../../../shared/api.ts';
import { newClientId } from './client-id.ts';
import { previewText } from './preview.ts';

/** A file that goes with the next message: uploaded, and where its picture is on this machine, if it is one. */
export type Attached = Upload & { localUrl: string | null };

/** An attachment as a row shows it; the id is a text while no message of the server carries it. */
export type ShownAttachment = Omit<Attachment, 'id'> & { id: number | string; localUrl?: string | null };

/** A message of ours that the server has not confirmed yet. */
export type Pending = {
  clientId: string;
  body: string;
  createdAt: string;
  replyTo: Message['replyTo'];
  attached: readonly Attached[];
  state: 'sending' | 'failed';
};

/** What is written now; `answered` is the message that it answers. */
export function newPending(body: string, answered: Message | null, attached: readonly Attached[]): Pending {
  const replyTo = answered && {
    sequence: answered.sequence,
    senderId: answered.senderId,
    preview: previewText(answered),
  };
  const createdAt = new Date().toISOString();
  return { clientId: newClientId(), body, createdAt, replyTo, attached, state: 'sending' };
}

/** Frees the pictures of this machine; the server has its own now. */
export function releasePictures({ attached }: Pending): void {
  for (const { localUrl } of attached) if (localUrl !== null) URL.revokeObjectURL(localUrl);
}
