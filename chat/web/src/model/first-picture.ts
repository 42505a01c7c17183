import type { MessagesResponse } from '../../../shared/api.ts';
import { paths } from '../../../shared/first-answers.ts';
import { route } from './router.ts';

/** Kept, since a picture that is collected is no longer loaded. */
let picture: HTMLImageElement | undefined;

/**
 * Requests the newest picture that is likely to be in the first screen, before anything is rendered. One only: more
 * would take the network from each other, and the first screen asks for them soon enough.
 */
export function warmFirstPicture(): void {
  const now = route.get();
  const page = now.page === 'conversation' ? window.chatEarly?.answers[paths.newest(now.id)] : undefined;
  if (page === undefined) return;
  const { messages } = page as MessagesResponse;
  const shown = messages.slice(-8).flatMap(({ attachments }) => attachments.slice(0, 1));
  const newest = shown.findLast(({ kind }) => kind === 'image' || kind === 'video');
  if (newest === undefined) return;
  picture = new Image();
  picture.src = `/media/${newest.id}/thumbnail`;
}
