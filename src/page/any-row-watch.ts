import type { Seen, Watching } from './row-watch.ts';

/**
 * Waits until any element that matches is in view: for targets that do not name their newest message.
 *
 * Runs inside the page, driven by events, as {@link watchRow}. From the first match on, an animation frame callback
 * notes when frames begin: the start of the frame that shows the row is reported.
 */
export function watchAnyRow(options: {
  selector: string;
  /** As of {@link watchRow}. */
  shadowHosts?: readonly string[] | undefined;
}): Watching {
  const { selector } = options;
  const root = (): Document | ShadowRoot | null =>
    (options.shadowHosts ?? []).reduce<Document | ShadowRoot | null>(
      (scope, host) => scope?.querySelector(host)?.shadowRoot ?? null,
      document,
    );
  const done = new Promise<Seen>((resolve) => {
    const frames: number[] = [];
    let ticking = 0;
    let already = false;
    const inView = new IntersectionObserver((entries) => {
      const entry = entries.find((each) => each.isIntersecting);
      if (entry === undefined) return;
      inView.disconnect();
      changes.disconnect();
      cancelAnimationFrame(ticking);
      resolve({ atMs: frames.findLast((startMs) => startMs <= entry.time) ?? entry.time, already });
    });
    const tick = (): void => {
      frames.push(performance.now());
      ticking = requestAnimationFrame(tick);
    };
    const follow = (element: Element): void => {
      if (ticking === 0) tick();
      inView.observe(element);
    };
    const changes = new MutationObserver((records) => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        const element = node as Element;
        if (element.matches(selector)) follow(element);
        for (const each of element.querySelectorAll(selector)) follow(each);
      }
    });
    const look = (): void => {
      const place = root();
      if (place === null) {
        requestAnimationFrame(look);
        return;
      }
      changes.observe(place, { subtree: true, childList: true });
      const rows = [...place.querySelectorAll(selector)];
      // A shadow root that came later has had its rows in the same frame.
      already = rows.length > 0 && place === document;
      for (const each of rows) follow(each);
    };
    look();
  });
  return { done };
}
