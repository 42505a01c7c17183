import type { MessagesResponse } from '../../../shared/api.ts';

/** Its requests end when it is collected. */
let picture: HTMLImageElement | undefined;

/**
 * Requests the newest picture that is likely to be in the first screen, before anything is rendered. One only: more
 * would take the network from each other, and the first screen asks for them soon enough.
 */
export function warmFirstPicture(): void {
  const [, id] = /^\/c\/(\d+)\/?$/.exec(location.pathname) ?? [];
  const page = window.chatEarly?.answers[`/api/conversations/${id}/messages?limit=50`];
  if (page === undefined) return;
  const { messages } = page as MessagesResponse;
  const shown = messages.slice(-8).flatMap(({ attachments }) => attachments.slice(0, 1));
  const newest = shown.findLast(({ kind }) => kind === 'image' || kind === 'video');
  if (newest === undefined) return;
  picture = new Image();
  picture.src = `/media/${newest.id}/thumbnail`;
}
