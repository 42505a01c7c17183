import type { ListLook } from '../core/list-look.ts';

/** A reader of one list, kept in its page. */
export interface ListReader {
  /** The attribute that identifies rows; null when they are told apart by what they show, and before a first look. */
  keyAttribute: () => string | null;
  scroller: Element;
  /** Rows in the document, in view or not. */
  rows: () => Element[];
  /** The elements between a row and the scroller, shadow hosts included. */
  around: (row: Element) => Element[];
  /** Whether a row shows neither text nor media. */
  isEmpty: (row: Element) => boolean;
  /** The visible part of the list in the window of its document, CSS pixels. */
  view: () => { left: number; top: number; width: number; height: number };
  look: () => ListLook;
  /** The keys of all rows in the document. */
  attachedKeys: () => string[];
  /** Waits until nothing in the list moves and rows cover it, within bounds; then looks. */
  settle: () => Promise<ListLook>;
  /** How far input has asked to scroll since the reader was made, CSS pixels; positive towards the end. */
  inputPx: () => number;
  /** Scrolls at once, without input: by a distance, or to a place as a share of the whole. */
  move: (to: { byPx: number } | { share: number }) => void;
}

/**
 * Makes a reader for the list that `root` is, contains, or lies in: the element that scrolls the rows is looked for.
 *
 * Runs inside the page, and changes nothing but the scroll offset.
 *
 * @returns `no-row` where no row is within the list, `no-scroller` where nothing around the rows scrolls
 */
export function createListReader(
  root: Element,
  options: { row: string; key: string | undefined },
): ListReader | 'no-row' | 'no-scroller' {
  /** How long, and for how many frames, a list must not move to be still; how long that is waited for at least. */
  const [stillMs, stillFrames, stillWithinMs] = [100, 6, 3_000];
  /** A list whose rows cover less of it than this is waited for at least so long: they may be late. */
  const [coveredShare, coveredWithinMs] = [0.5, 1_000];
  /** A busy host has fewer frames in the same time: no wait ends before so many frames for each second of it. */
  const framesPerSecond = 30;
  /** Attributes that name a place in the list rather than a message, or no message at all. */
  const notKeys =
    /^(class|style|role|tabindex|dir|lang|hidden|slot|part|aria-.*|data-index|data-item-index|data-known-size|data-state|data-v-.*|data-testid)$/;

  const deep = (from: Element | ShadowRoot): Element[] =>
    [...from.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot === null ? [element] : [element, ...deep(element.shadowRoot)],
    );
  const within = (list: Element): Element[] =>
    list.shadowRoot === null ? deep(list) : [...deep(list), ...deep(list.shadowRoot)];
  const rowsOf = (list: Element): Element[] => within(list).filter((element) => element.matches(options.row));
  const parentOf = (element: Element): Element | null =>
    element.assignedSlot ??
    element.parentElement ??
    (element.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : null);
  const page = document.scrollingElement ?? document.documentElement;
  const scrolls = (element: Element): boolean =>
    element.scrollHeight > element.clientHeight + 1 &&
    (element === page || /auto|scroll|overlay/.test(getComputedStyle(element).overflowY));
  const ancestors = (element: Element): Element[] => {
    const parent = parentOf(element);
    return parent === null ? [] : [parent, ...ancestors(parent)];
  };

  const [first] = rowsOf(root);
  if (first === undefined) return 'no-row';
  // From the row outwards, and the list itself before what lies around it.
  const found = ancestors(first).find(scrolls) ?? (scrolls(page) ? page : undefined);
  if (found === undefined) return 'no-scroller';
  const scroller: Element = found;
  const reversed = getComputedStyle(scroller).flexDirection === 'column-reverse';

  const attributeOf = (): string | null | undefined => {
    if (options.key !== undefined) return options.key;
    // A pool may keep spare rows out of sight, without a message or with an old one.
    const inSight = (row: Element): boolean =>
      row.getBoundingClientRect().bottom > -1_000 && row.checkVisibility({ visibilityProperty: true });
    const rows = rowsOf(scroller).filter(inSight).slice(0, 40);
    if (rows.length < 2) return undefined;
    const names = new Set(rows.flatMap((row) => row.getAttributeNames()));
    // Nearly unique: a list that shows a message twice has a value twice.
    const isKey = (name: string): boolean => {
      const values = rows.map((row) => row.getAttribute(name));
      const different = new Set(values).size;
      return !values.some((value) => value === null || value === '') && different >= rows.length * 0.8;
    };
    const keys = [...names].filter((name) => !notKeys.test(name)).filter(isKey);
    return keys.find((name) => /(^|-)id$/.test(name)) ?? keys[0] ?? null;
  };
  // A list may begin with a single row, which tells nothing: it is decided when the list is looked at.
  let keyAttribute: string | null | undefined;

  const media = 'img, video, audio, canvas, svg, picture, iframe';
  const contentOf = (row: Element): string => {
    const parts = [row, ...within(row)];
    const sources = parts
      .filter((part) => part.matches('img, video'))
      .map((part) => part.getAttribute('src'));
    const shadows = parts.flatMap(({ shadowRoot }) => shadowRoot?.textContent ?? []);
    return [row.textContent, ...shadows, ...sources].join(' ').trim();
  };
  const hash = (text: string): string => {
    let value = 0x811c9dc5;
    for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
    return (value >>> 0).toString(36);
  };
  const keyOf = (row: Element): string =>
    keyAttribute == null ? hash(contentOf(row)) : (row.getAttribute(keyAttribute) ?? '');
  const isEmpty = (row: Element): boolean =>
    (row.textContent ?? '').trim() === '' &&
    contentOf(row) === '' &&
    ![row, ...within(row)].some((part) => part.matches(media));
  const isContained = (row: Element): boolean =>
    [row, row.firstElementChild, row.parentElement === scroller ? null : row.parentElement].some(
      (part) => part !== null && getComputedStyle(part).contentVisibility === 'auto',
    );

  const view: ListReader['view'] = () => {
    const { clientWidth: width, clientHeight: height } = scroller;
    if (scroller === page) return { left: 0, top: 0, width, height };
    const { left, top } = scroller.getBoundingClientRect();
    return { left: left + scroller.clientLeft, top: top + scroller.clientTop, width, height };
  };
  const room = (): number => scroller.scrollHeight - scroller.clientHeight;
  const offset = (): number => (reversed ? room() + scroller.scrollTop : scroller.scrollTop);
  const firstKeys = new WeakMap<Element, string>();

  const look = (isStill = true): ListLook => {
    if (keyAttribute === undefined) keyAttribute = attributeOf();
    const { top, height } = view();
    const rows = rowsOf(scroller);
    const placed = rows.map((row) => {
      const box = row.getBoundingClientRect();
      return { row, key: keyOf(row), topPx: box.top - top, heightPx: box.height };
    });
    let recycled = 0;
    for (const { row, key } of placed) {
      const before = firstKeys.get(row);
      if (before === undefined) firstKeys.set(row, key);
      else if (before !== key) recycled += 1;
    }
    // A pool may keep spare rows outside of the list.
    const offsetPx = offset();
    const shown = placed.filter(
      ({ topPx, heightPx }) =>
        heightPx > 0 && topPx + offsetPx + heightPx > 0 && topPx + offsetPx < scroller.scrollHeight,
    );
    const keys = shown.map(({ key }) => key);
    const tops = shown.map(({ topPx }) => topPx).sort((a, b) => a - b);
    const [upper, lower] = [tops[0] ?? 0, tops.at(-1) ?? 0];
    return {
      offsetPx,
      roomPx: room(),
      viewPx: height,
      attached: rows.length,
      empty: rows.filter(isEmpty).length,
      contained: rows.filter(isContained).length,
      pitchPx: tops.length < 2 ? (shown[0]?.heightPx ?? 0) : (lower - upper) / (tops.length - 1),
      elements: within(scroller).length,
      recycled,
      repeated: [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))],
      inView: shown
        .filter(({ topPx, heightPx }) => topPx < height && topPx + heightPx > 0)
        .map(({ key, topPx, heightPx }) => ({ key, topPx, heightPx }))
        .sort((a, b) => a.topPx - b.topPx),
      isStill,
    };
  };

  /** Share of the visible part that rows with contents cover. */
  const covered = (): number => {
    const { top, height } = view();
    const parts = rowsOf(scroller).map((row) => {
      const box = row.getBoundingClientRect();
      const px = Math.min(box.bottom - top, height) - Math.max(box.top - top, 0);
      return px > 0 && !isEmpty(row) ? px : 0;
    });
    return parts.reduce((sum, px) => sum + px, 0) / Math.max(1, height);
  };
  const geometry = (): string => {
    const { top, height } = view();
    const boxes = rowsOf(scroller)
      .map((row) => row.getBoundingClientRect())
      .filter((box) => box.bottom > top && box.top < top + height)
      .map((box) => `${Math.round(box.top * 2)},${Math.round(box.height * 2)}`);
    return [scroller.scrollTop, scroller.scrollHeight, ...boxes].join(' ');
  };

  let restless = 0;
  const settle = (): Promise<ListLook> =>
    new Promise((resolve) => {
      // A list that did not rest three times never does: the rest of the walk need not wait for it.
      const withinMs = restless < 3 ? stillWithinMs : coveredWithinMs;
      const startedMs = performance.now();
      let [before, sinceMs, sinceFrame, frames] = ['', startedMs, 0, 0];
      const isOver = (withinMs: number): boolean =>
        performance.now() - startedMs >= withinMs && frames >= (withinMs / 1000) * framesPerSecond;
      const frame = (): void => {
        const nowMs = performance.now();
        frames += 1;
        const now = geometry();
        if (now !== before) [before, sinceMs, sinceFrame] = [now, nowMs, frames];
        const isStill = nowMs - sinceMs >= stillMs && frames - sinceFrame >= stillFrames;
        const isLate = !isOver(coveredWithinMs) && covered() < coveredShare;
        if (isStill && !isLate) resolve(look(true));
        else if (isOver(withinMs)) {
          restless += isStill ? 0 : 1;
          resolve(look(isStill));
        } else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });

  const move: ListReader['move'] = (to) => {
    const target = 'share' in to ? to.share * room() : offset() + to.byPx;
    const bounded = Math.min(Math.max(target, 0), room());
    scroller.scrollTo({ top: reversed ? bounded - room() : bounded, behavior: 'instant' });
  };
  // A gesture ends some pixels off on a dense screen, and says so in its events. Chromium divides their distance
  // by the pixel ratio of an emulated screen: at ratios of 1 to 3, distance times ratio is what was scrolled.
  let wheeledPx = 0;
  const count = ({ deltaY }: WheelEvent): void => {
    wheeledPx += deltaY * devicePixelRatio;
  };
  window.addEventListener('wheel', count, { capture: true, passive: true });

  const around = (row: Element): Element[] => {
    const found = ancestors(row);
    return found.slice(0, found.indexOf(scroller));
  };
  return {
    keyAttribute: () => keyAttribute ?? null,
    scroller,
    rows: () => rowsOf(scroller),
    around,
    isEmpty,
    view,
    look,
    attachedKeys: () => rowsOf(scroller).map(keyOf),
    settle,
    inputPx: () => wheeledPx,
    move,
  };
}
