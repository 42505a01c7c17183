import type { ServerEvents } from '../../../shared/api.ts';
import { Store } from './store.ts';

type Typist = Parameters<ServerEvents['typing:started']>[0];

/** The users who are typing and in which conversation, in the order in which they began. */
export const typists = new Store<readonly Typist[]>([]);

/** How long a user counts as typing after their last typing event. */
const shownMs = 5_000;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

const keyOf = ({ conversationId, userId }: Typist): string => `${conversationId} ${userId}`;

/** A user begins or continues to type. */
export function noteTyping(typist: Typist): void {
  const key = keyOf(typist);
  clearTimeout(timers.get(key));
  if (!timers.has(key)) typists.set([...typists.get(), typist]);
  timers.set(
    key,
    setTimeout(() => noteSilence(typist), shownMs),
  );
}

/** A user has stopped typing, or has sent a message. */
export function noteSilence(typist: Typist): void {
  const key = keyOf(typist);
  if (!timers.has(key)) return;
  clearTimeout(timers.get(key));
  timers.delete(key);
  typists.set(typists.get().filter((other) => keyOf(other) !== key));
}
