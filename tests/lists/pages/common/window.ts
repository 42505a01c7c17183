/**
 * Windowing by hand: which items are attached follows from the position of a scroller, by the heights that
 * were measured and an estimate for the others.
 */
import type { Item } from '../../content.ts';
import type { Options } from './options.ts';

const estimatePx = 90;
/** What is rendered beyond the view on each side. */
const overscanPx = 400;

/** Heights of items, and where each begins. */
export class Heights {
  readonly px: number[];

  constructor(count: number) {
    this.px = new Array<number>(count).fill(estimatePx);
  }

  /** Where item `index` begins; for the number of items, where the list ends. */
  before(index: number): number {
    let sum = 0;
    for (let at = 0; at < index; at++) sum += this.px[at] ?? 0;
    return sum;
  }

  get total(): number {
    return this.before(this.px.length);
  }

  /** The item at a distance from the start, and the last one past the end. */
  at(offsetPx: number): number {
    let end = 0;
    const found = this.px.findIndex((height) => {
      end += height;
      return end > offsetPx;
    });
    return found === -1 ? this.px.length - 1 : found;
  }
}

/** How a list attaches items. */
export interface Rows {
  /** Attaches exactly the items from `first` to `end` (exclusive), each in the place that the heights say. */
  attach(first: number, end: number, heights: Heights): void;
  /** The attached element of an item. */
  element(index: number): HTMLElement | undefined;
}

export interface Windowed {
  scroller: Element;
  /** Its first edge is where the items begin. */
  content: Element;
  items: readonly Item[];
  rows: Rows;
  /** The scroller is a reversed column: items begin at its end, and its positions are negative. */
  reversed?: boolean;
}

/** Shows the window of a list, now and whenever it scrolls or a row changes its height. */
export function startWindow(
  { scroller, content, items, rows, reversed = false }: Windowed,
  options: Options,
): void {
  const heights = new Heights(items.length);
  const observer = new ResizeObserver(() => render(false));
  let first = 0;
  let end = 0;
  let observed = new Set<Element>();
  /** When an item came into the range in which it should be attached. */
  let wantedSince = new Map<number, number>();

  const origin = (): number => {
    if (reversed) return 0;
    const edge = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
    return content.getBoundingClientRect().top - edge + scroller.scrollTop;
  };
  const position = (): number => (reversed ? -scroller.scrollTop : scroller.scrollTop - origin());
  const moveTo = (px: number): void => {
    scroller.scrollTop = reversed ? -px : px + origin();
  };

  /** Narrows a range to the items that have been wanted for long enough. */
  function due(from: number, to: number): [number, number] {
    const now = performance.now();
    const since = new Map<number, number>();
    const attached = (index: number): boolean => index >= first && index < end;
    for (let index = from; index < to; index++) {
      const known = wantedSince.get(index);
      since.set(index, known ?? (attached(index) ? Number.NEGATIVE_INFINITY : now));
      if (known === undefined && !attached(index)) setTimeout(() => render(false), options.lateMs);
    }
    wantedSince = since;
    // Items join the range at its ends, so those that are due are neighbours.
    const ready = [...since].filter(([, time]) => now - time >= options.lateMs - 1).map(([index]) => index);
    return [ready[0] ?? from, (ready.at(-1) ?? from - 1) + 1];
  }

  /** @returns whether a height was not what was thought */
  function measure(): boolean {
    let changed = false;
    const elements = new Set<Element>();
    for (let index = first; index < end; index++) {
      const element = rows.element(index);
      if (element === undefined) continue;
      elements.add(element);
      const { height } = element.getBoundingClientRect();
      if (Math.abs(height - (heights.px[index] ?? 0)) < 0.01) continue;
      heights.px[index] = height;
      changed = true;
    }
    for (const element of observed) if (!elements.has(element)) observer.unobserve(element);
    for (const element of elements) if (!observed.has(element)) observer.observe(element);
    observed = elements;
    return changed;
  }

  function render(initial: boolean): void {
    const viewPx = scroller.clientHeight;
    const marginPx = options.lateMs > 0 ? 0 : overscanPx;
    // A few rounds, since rows that turn out lower than estimated make room for others.
    for (let round = 0; round < 10; round++) {
      const from = position();
      const isAtEnd = !reversed && heights.total > viewPx && from + viewPx >= heights.total - 2;
      const anchor = heights.at(Math.max(0, from));
      const intoAnchor = from - heights.before(anchor);
      const wanted: [number, number] = [
        heights.at(Math.max(0, from - marginPx)),
        Math.min(items.length, heights.at(from + viewPx + marginPx) + 1),
      ];
      [first, end] = initial || options.lateMs === 0 ? wanted : due(...wanted);
      rows.attach(first, end, heights);
      if (!measure()) return;
      rows.attach(first, end, heights);
      const to = isAtEnd ? heights.total - viewPx : heights.before(anchor) + intoAnchor;
      if (Math.abs(to - position()) >= 1) moveTo(to);
    }
  }

  rows.attach(0, 0, heights);
  const endsFirst = reversed ? options.start === 'top' : options.start === 'end';
  render(true);
  for (let round = 0; endsFirst && round < 3; round++) {
    moveTo(heights.total);
    render(true);
  }
  (scroller === document.scrollingElement ? document : scroller).addEventListener('scroll', () =>
    render(false),
  );
  new ResizeObserver(() => render(false)).observe(scroller);
}
