import type { Seen } from './row-watch.ts';

/**
 * Waits until every image in view inside `container` has been decoded (`HTMLImageElement.decode`), and at
 * least one row is there. Broken images count as done: they are another kind of finding.
 *
 * When the newest row is in view, the list is at rest and no image is in view, there is nothing to wait for:
 * `absent` gives this reason. A list that never rests is judged 5 s after its newest row appeared. An image
 * in view that is still loading is waited for.
 *
 * Runs inside the page; checks again whenever an image loads or the document changes.
 */
export function watchImages(options: {
  container: string;
  row: string;
  newest: string;
  /** As of a row, see row-watch.ts. */
  shadowHosts?: readonly string[] | undefined;
}): {
  done: Promise<Seen>;
} {
  const restMs = 1_500;
  const mostMs = 5_000;
  const done = new Promise<Seen>((resolve) => {
    const rootOf = (hosts: readonly string[]): Document | ShadowRoot | null =>
      hosts.reduce<Document | ShadowRoot | null>(
        (scope, host) => scope?.querySelector(host)?.shadowRoot ?? null,
        document,
      );
    const find = (selector: string): Element | null | undefined =>
      rootOf(options.shadowHosts ?? [])?.querySelector(selector);
    let finished = false;
    const changes = new MutationObserver(() => look());
    const stop = new AbortController();
    const finish = (absent?: string): void => {
      finished = true;
      changes.disconnect();
      stop.abort();
      clearTimeout(rest);
      clearTimeout(latest);
      resolve({ atMs: performance.now(), already: false, ...(absent === undefined ? {} : { absent }) });
    };

    const inView = (selector: string): Element[] => {
      const container = find(options.container);
      if (!container || container.querySelector(options.row) === null) return [];
      const frame = container.getBoundingClientRect();
      return [...container.querySelectorAll(selector)].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.bottom > frame.top && box.top < frame.bottom && box.width > 0;
      });
    };
    const imagesInView = (): HTMLImageElement[] =>
      inView('img').filter((each) => each instanceof HTMLImageElement);
    const check = async (): Promise<void> => {
      let images = imagesInView();
      while (!finished && images.length > 0 && images.every((image) => image.complete)) {
        await Promise.allSettled(images.map((image) => image.decode()));
        const known = images;
        images = imagesInView();
        if (images.some((image) => !known.includes(image))) continue;
        if (!finished) finish();
      }
    };

    /** An image without sizes has no box until its first bytes have arrived. */
    const unsized = (): boolean =>
      [...(find(options.container)?.querySelectorAll('img') ?? [])].some(
        (image) => !image.complete && image.loading !== 'lazy' && image.getBoundingClientRect().width === 0,
      );

    let rest: ReturnType<typeof setTimeout> | undefined;
    let latest: ReturnType<typeof setTimeout> | undefined;
    const judge = (): void => {
      if (!find(options.newest) || imagesInView().length > 0 || unsized()) return;
      if (inView(options.newest).length > 0) finish('no picture is in the first screen');
    };
    const moved = (): void => {
      clearTimeout(rest);
      rest = setTimeout(judge, restMs);
    };
    const look = (): void => {
      moved();
      if (find(options.newest)) latest ??= setTimeout(judge, mostMs);
      void check();
    };
    const observe = (): void => {
      const root = rootOf(options.shadowHosts ?? []);
      if (root !== null) changes.observe(root, { subtree: true, childList: true });
      else if (!finished) requestAnimationFrame(observe);
      if (root !== null && root !== document) look();
    };
    observe();
    const capture = { capture: true, signal: stop.signal };
    document.addEventListener('load', look, capture);
    document.addEventListener('scroll', moved, capture);
    look();
  });
  return { done };
}
