/** What a list has, as functions that run inside its page. */

export interface Rows {
  /** In the document, in view or not. */
  attached: number;
  /** Of these, with content that the browser lays out. */
  rendered: number;
  /** Indexes of the messages that can be seen, in order. */
  seen: number[];
}

/** Scrolls to a share of the way (0: the oldest message, 1: the newest), and counts after two frames. */
export async function rowsAt(scroller: Element, to: number | null): Promise<Rows> {
  const root = scroller.getRootNode() as Document | ShadowRoot;
  const wayPx = scroller.scrollHeight - scroller.clientHeight;
  const reversed = getComputedStyle(scroller).flexDirection === 'column-reverse';
  if (to !== null) scroller.scrollTop = reversed ? (to - 1) * wayPx : to * wayPx;
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));

  const rows = [...root.querySelectorAll('.row')];
  const isDocument = scroller === document.scrollingElement;
  const view = isDocument
    ? { top: 0, bottom: innerHeight }
    : { top: scroller.getBoundingClientRect().top, bottom: scroller.getBoundingClientRect().bottom };
  const inView = rows.filter((row) => {
    const { top, bottom, height } = row.getBoundingClientRect();
    return height > 0 && bottom > view.top && top < view.bottom;
  });
  const indexes = inView.map((row) => Number.parseInt(row.querySelector('p')?.textContent ?? '', 10));
  // Of a row that is skipped, the box itself is laid out, and nothing in it.
  const rendered = rows.filter((row) =>
    row.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }),
  );
  return {
    attached: rows.length,
    rendered: rendered.length,
    seen: indexes.filter((index) => !Number.isNaN(index)).sort((a, b) => a - b),
  };
}

/** Jumps to the middle. @returns how long no message was seen (ms); 0 if one was in the next frame */
export async function blankAfterJump(scroller: Element): Promise<number> {
  const root = scroller.getRootNode() as Document | ShadowRoot;
  const seesOne = (): boolean =>
    [...root.querySelectorAll('.row')].some((row) => {
      const { top, bottom, height } = row.getBoundingClientRect();
      return row.childElementCount > 0 && height > 0 && bottom > 100 && top < innerHeight - 100;
    });
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  scroller.scrollTop /= 2;
  if (getComputedStyle(scroller).flexDirection === 'column-reverse') {
    scroller.scrollTop = -scroller.scrollHeight / 2;
  }
  const start = await nextFrame();
  let now = start;
  while (!seesOne() && now - start < 10_000) now = await nextFrame();
  return now - start;
}

/** How much of a list had no row in the document, at one animation frame. */
export interface Uncovered {
  /** Milliseconds since the epoch. */
  atMs: number;
  share: number;
}

/** Looks at the boxes of rows and dividers in each frame. @returns ends it, and gives what was seen */
export function watchUncovered(scroller: Element): () => Uncovered[] {
  const root = scroller.getRootNode() as Document | ShadowRoot;
  const seen: Uncovered[] = [];
  let ended = false;
  const look = (now: number): void => {
    const isDocument = scroller === document.scrollingElement;
    const { top, bottom } = isDocument ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
    const covered = [...root.querySelectorAll('.row, .divider')]
      .filter((row) => row.childElementCount > 0)
      .map((row) => row.getBoundingClientRect())
      .reduce((sum, box) => sum + Math.max(0, Math.min(box.bottom, bottom) - Math.max(box.top, top)), 0);
    seen.push({ atMs: performance.timeOrigin + now, share: 1 - covered / (bottom - top) });
    if (!ended) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return () => {
    ended = true;
    return seen;
  };
}
