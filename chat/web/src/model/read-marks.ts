import { api } from './api.ts';
import { noteRead } from './conversations.ts';

const delayMs = 400;
const waiting = new Map<number, number>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** Marks a conversation as read up to a sequence: in the list at once, on the server a moment later. */
export function markRead(conversationId: number, sequence: number): void {
  noteRead(conversationId, sequence);
  waiting.set(conversationId, Math.max(sequence, waiting.get(conversationId) ?? sequence));
  if (timer === null) timer = setTimeout(flush, delayMs);
}

function flush(): void {
  timer = null;
  for (const [id, sequence] of waiting) {
    api.markRead(id, sequence).catch((error: unknown) => {
      // No retry: the next message that is read sends a higher mark.
      reportError(error);
    });
  }
  waiting.clear();
}
