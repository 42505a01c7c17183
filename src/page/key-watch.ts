import type { Seen, Watching } from './row-watch.ts';

/**
 * Waits for a key and reports its event's time stamp: when the system received it, not when a handler ran.
 */
export function watchKey(options: { key: string }): Watching {
  const { promise: done, resolve } = Promise.withResolvers<Seen>();
  const listen = (event: KeyboardEvent): void => {
    if (event.key !== options.key) return;
    document.removeEventListener('keydown', listen, { capture: true });
    resolve({ atMs: event.timeStamp, already: false });
  };
  document.addEventListener('keydown', listen, { capture: true });
  const rehearse = async (): Promise<void> => listen(new KeyboardEvent('keydown', { key: '' }));
  return { done, rehearse };
}
