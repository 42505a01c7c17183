import type { Seen } from './row-watch.ts';

/**
 * Waits until every image in view inside `container` has been decoded (`HTMLImageElement.decode`),
 * and at least one row is there. Broken images count as done: they are a finding of another kind.
 *
 * Runs inside the page; looks again whenever an image loads or the document changes.
 */
export function watchImages(asked: { container: string; row: string }): { done: Promise<Seen> } {
  const done = new Promise<Seen>((resolve) => {
    let finished = false;
    const inView = (): HTMLImageElement[] => {
      const container = document.querySelector(asked.container);
      if (container === null || container.querySelector(asked.row) === null) return [];
      const frame = container.getBoundingClientRect();
      return [...container.querySelectorAll('img')].filter((image) => {
        const box = image.getBoundingClientRect();
        return box.bottom > frame.top && box.top < frame.bottom && box.width > 0;
      });
    };
    const check = async (): Promise<void> => {
      let images = inView();
      while (!finished && images.length > 0 && images.every((image) => image.complete)) {
        await Promise.allSettled(images.map((image) => image.decode()));
        const known = images;
        images = inView();
        if (images.some((image) => !known.includes(image))) continue;
        finished = true;
        changes.disconnect();
        document.removeEventListener('load', look, { capture: true });
        resolve({ atMs: performance.now(), already: false });
      }
    };
    const look = (): void => {
      void check();
    };
    const changes = new MutationObserver(look);
    changes.observe(document, { subtree: true, childList: true });
    document.addEventListener('load', look, { capture: true });
    look();
  });
  return { done };
}
