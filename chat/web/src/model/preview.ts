import type { Message } from '../../../shared/api.ts';

/** One line that stands for a message in the conversation list. */
export function previewText({ body, attachments, kind }: Message): string {
  if (body !== '') return kind === 'poll' ? `Poll: ${body}` : body;
  const first = attachments[0];
  if (first === undefined) return 'Message';
  if (first.kind === 'file') return first.name;
  const noun = first.kind === 'video' ? 'video' : 'photo';
  return attachments.length === 1
    ? `${noun === 'video' ? 'Video' : 'Photo'}`
    : `${attachments.length} ${noun}s`;
}
