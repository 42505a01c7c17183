import type { ListReader } from './list-reader.ts';

/** Where rows were in the document, at one animation frame. */
export interface CoverSample {
  /** Milliseconds since the epoch. */
  atMs: number;
  /** Upper and lower edges of the rows with contents, CSS pixels from the upper edge of the visible part. */
  filled: [number, number][];
}

/**
 * Looks at the rows in every animation frame.
 *
 * Runs inside the page.
 *
 * @returns ends it, and gives what was seen
 */
export function watchCover(reader: ListReader): () => CoverSample[] {
  const samples: CoverSample[] = [];
  let [ended, rows] = [false, reader.rows()];
  // To look for the rows of a long list takes longer than to look at them.
  const changes = new MutationObserver(() => {
    rows = reader.rows();
  });
  for (const root of new Set([reader.scroller, ...rows.map((row) => row.getRootNode())])) {
    changes.observe(root, { childList: true, subtree: true });
  }
  const frame = (now: number): void => {
    if (ended) return;
    const { top, height } = reader.view();
    const filled = rows.flatMap((row): [number, number][] => {
      const box = row.getBoundingClientRect();
      const isInView = box.height > 0 && box.bottom > top && box.top < top + height;
      return isInView && !reader.isEmpty(row) ? [[box.top - top, box.bottom - top]] : [];
    });
    samples.push({ atMs: performance.timeOrigin + now, filled });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return () => {
    ended = true;
    changes.disconnect();
    return samples;
  };
}

/**
 * Makes everything in the view of the list invisible but what lies behind its rows, without moving anything.
 *
 * Runs inside the page.
 *
 * @returns undoes it, once it has been painted
 */
export function hideRows(reader: ListReader): Promise<() => void> {
  const around = new Set<Element>([reader.scroller]);
  for (const row of reader.rows()) for (const each of reader.around(row)) around.add(each);
  const { top, height } = reader.view();
  // A long list takes seconds to hide, and only what is in view is looked at.
  const isInView = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    return box.bottom > top - height && box.top < top + 2 * height;
  };
  const hidden = [...around]
    .flatMap((parent) => [...parent.children, ...(parent.shadowRoot?.children ?? [])])
    .filter((child) => !around.has(child) && 'style' in child && isInView(child))
    .map((child) => ({ child: child as HTMLElement, style: child.getAttribute('style') }));
  for (const { child } of hidden) {
    // Not `visibility`, which something within may have set for itself.
    child.style.setProperty('transition', 'none', 'important');
    child.style.setProperty('opacity', '0', 'important');
  }
  const undo = (): void => {
    for (const { child, style } of hidden) {
      if (style === null) child.removeAttribute('style');
      else child.setAttribute('style', style);
    }
  };
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(undo)));
  });
}
