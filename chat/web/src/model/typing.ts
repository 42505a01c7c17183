import type { ServerEvents } from '../../../shared/api.ts';
import { Store } from './store.ts';

type Typist = Parameters<ServerEvents['typing:started']>[0];

/** Who is writing where, in the order in which they began. */
export const typists = new Store<readonly Typist[]>([]);

/** So long somebody counts as writing after the last word of it. */
const shownMs = 5_000;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

const keyOf = ({ conversationId, userId }: Typist): string => `${conversationId} ${userId}`;

/** Somebody writes, still or again. */
export function noteTyping(typist: Typist): void {
  const key = keyOf(typist);
  clearTimeout(timers.get(key));
  if (!timers.has(key)) typists.set([...typists.get(), typist]);
  timers.set(
    key,
    setTimeout(() => noteSilence(typist), shownMs),
  );
}

/** Somebody has stopped writing, or has written. */
export function noteSilence(typist: Typist): void {
  const key = keyOf(typist);
  if (!timers.has(key)) return;
  clearTimeout(timers.get(key));
  timers.delete(key);
  typists.set(typists.get().filter((other) => keyOf(other) !== key));
}
