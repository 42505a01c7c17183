import type { Seen, Watching } from './row-watch.ts';

/**
 * Waits for a key and then jumps to the beginning of a list, at once. The browser's own jump is animated:
 * which rows it shows on its way, and which images they request, would depend on the frames of the moment.
 *
 * Runs inside the page. The time is the event's time stamp: when the system received the key.
 */
export function watchJump(options: {
  key: string;
  scroller: string;
  /** As of a row, see row-watch.ts. */
  shadowHosts?: readonly string[] | undefined;
}): Watching {
  const { promise: done, resolve } = Promise.withResolvers<Seen>();
  const scroller = (): Element | null =>
    (options.shadowHosts ?? [])
      .reduce<Document | ShadowRoot | null>(
        (scope, host) => scope?.querySelector(host)?.shadowRoot ?? null,
        document,
      )
      ?.querySelector(options.scroller) ?? null;
  const listen = (event: KeyboardEvent): void => {
    if (event.key !== options.key) return;
    document.removeEventListener('keydown', listen, { capture: true });
    const list = scroller();
    const isReversed = list !== null && getComputedStyle(list).flexDirection === 'column-reverse';
    list?.scrollTo({ top: isReversed ? -list.scrollHeight : 0, behavior: 'instant' });
    resolve({ atMs: event.timeStamp, already: false });
  };
  document.addEventListener('keydown', listen, { capture: true });
  const rehearse = async (): Promise<void> => listen(new KeyboardEvent('keydown', { key: '' }));
  return { done, rehearse };
}
