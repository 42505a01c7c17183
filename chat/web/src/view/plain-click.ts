import type { MouseEvent } from 'react';

/** Whether a click on a link opens it in the same tab: the left button, without a modifier key. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
