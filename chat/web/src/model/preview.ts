import type { Attachment, Message } from '../../../shared/api.ts';

/** The preview of a deleted message. */
export const deletedText = 'Message deleted';

/** One line that stands for a message in the conversation list and in quotations. */
export function previewText({ body, attachments, kind, deletedAt }: Message): string {
  if (deletedAt !== null) return deletedText;
  if (body !== '') return kind === 'poll' ? `Poll: ${body}` : body;
  const first = attachments[0];
  if (first === undefined) return 'Message';
  if (first.kind === 'file') return first.name;
  const { one, several } = nouns[first.kind];
  return attachments.length === 1 ? one : `${attachments.length} ${several}`;
}

const nouns: Record<Exclude<Attachment['kind'], 'file'>, { one: string; several: string }> = {
  image: { one: 'Photo', several: 'photos' },
  video: { one: 'Video', several: 'videos' },
  voice: { one: 'Voice note', several: 'voice notes' },
};
