import type { MouseEvent } from 'react';

/** Whether a click on a link asks for no tab or window of its own; any other is left to the browser. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
