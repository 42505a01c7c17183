import {
  defaultRangeExtractor,
  measureElement,
  type Range,
  useVirtualizer,
  type Virtualizer,
} from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type ReactElement,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { afterPaint } from '../../model/after-paint.ts';
import { hasDefect } from '../../model/defects.ts';
import { estimateHeight } from './estimate.ts';
import { guessedOffset } from './guessed-offset.ts';
import { useKeptRows } from './kept-rows.ts';
import { useLateRows } from './late-rows.ts';
import type { Row } from './rows.ts';
import { endThreshold, footerHeight, headerHeight, type RowsProps } from './rows-props.ts';

type List = Virtualizer<HTMLElement, HTMLElement>;

/** Rows rendered beyond the edges: few for the first paint, more after it. */
const overscan = { first: 1, settled: 8 };

const anchorTo = hasDefect('lost-anchor') ? 'start' : 'end';
const jumpMisses = hasDefect('jump-misses');
const useShownRows = hasDefect('blank-rows') ? useLateRows : (indexes: readonly number[]) => indexes;
const useExtractor = hasDefect('never-removes')
  ? useKeptRows
  : (extract: (range: Range) => number[]) => extract;

/** Renders the rows around the viewport; all others are empty space of their measured or estimated height. */
export function VirtualRows({ scroller, rows, header, renderRow, ref }: RowsProps): ReactElement {
  const [settled, setSettled] = useState(false);
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const focused = useMemo(
    () => (focusedKey === null ? -1 : rows.findIndex(({ key }) => key === focusedKey)),
    [rows, focusedKey],
  );
  const current = useRef<List>(null);
  const [heights] = useState(() => new WeakMap<Element, number>());
  // Needed because the list's own cache leaves out rows whose estimate was right.
  const [measured] = useState(() => new Set<unknown>());
  noticeScroll(current.current, scroller);
  let listWidth: number | undefined;
  const estimate = (row: Row): number => {
    // Read once per render, because the list requests the estimate of every row.
    listWidth ??= scroller.clientWidth;
    return estimateHeight(row, listWidth);
  };
  const list = useVirtualizer<HTMLElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => scroller,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    estimateSize: (index) => {
      const row = rows[index];
      return row === undefined ? 0 : estimate(row);
    },
    rangeExtractor: useExtractor(
      useCallback((range: Range) => withFocused(range, focused), [focused]),
      rows,
    ),
    measureElement: (element, entry, instance) => {
      if (entry !== undefined) noticeScroll(instance, scroller);
      const row = rows[instance.indexFromElement(element)];
      // Reading the height now would force one more layout; its observer reads it in this frame.
      if (entry === undefined && row?.state === 'sending') return estimate(row);
      // After the list has handled all rows of this frame: until then they count as new.
      queueMicrotask(() => measured.add(row?.key));
      if (entry === undefined && row && !instance.itemSizeCache.has(row.key))
        return heightOf(element, heights);
      return measureElement(element, entry, instance);
    },
    overscan: settled ? overscan.settled : overscan.first,
    paddingStart: headerHeight,
    paddingEnd: footerHeight,
    anchorTo,
    scrollEndThreshold: endThreshold,
    // Uses transform: a prepended page moves every row. With `top`, that would redraw all of them and count
    // as a layout shift, although nothing moves on the screen.
    directDomUpdates: true,
    directDomUpdatesMode: 'transform',
  });
  current.current = list;
  list.shouldAdjustScrollPositionOnItemSizeChange = (item, _delta, instance) =>
    keepsPlace(item, instance, measured);
  useImperativeHandle(
    ref,
    () => ({
      scrollToEnd: () => list.scrollToEnd(),
      scrollToRow: (index) => {
        if (jumpMisses) list.scrollToOffset(guessedOffset(index, scroller));
        else list.scrollToIndex(index, { align: 'center' });
      },
    }),
    [list, scroller],
  );
  useEffect(() => afterPaint(() => setSettled(true)), []);

  const onFocus = (event: FocusEvent): void => {
    const index = Number(event.target.closest<HTMLElement>('[data-index]')?.dataset.index ?? -1);
    setFocusedKey(rows[index]?.key ?? null);
  };
  const indexes = useShownRows(
    list.getVirtualItems().map(({ index }) => index),
    rows,
    settled && list.isScrolling,
  );
  // The list renders whenever a scroll begins and ends; the memo avoids even comparing equal rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `indexes` is a new array each time
  const items = useMemo(
    () => indexes.map((index) => renderRow(index, list.measureElement)),
    [indexes.join(), renderRow, list],
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes where the focus of its rows is
    <div className="virtual" ref={list.containerRef} onFocus={onFocus} onBlur={() => setFocusedKey(null)}>
      {header}
      {items}
    </div>
  );
}

/**
 * Sets the list's scroll offset to the current one. Its own value is from the last scroll event; a correction
 * based on that would undo what has been scrolled since.
 */
function noticeScroll(list: List | null, scroller: HTMLElement): void {
  if (list !== null && list.scrollOffset !== null) list.scrollOffset = scroller.scrollTop;
}

/**
 * The height of a new row. Reads the heights of all rows in the document at once: the list moves rows after
 * each result, so reading the next height then would force one more layout for every row.
 */
function heightOf(element: HTMLElement, heights: WeakMap<Element, number>): number {
  if (!heights.has(element)) {
    for (const row of element.parentElement?.querySelectorAll<HTMLElement>(':scope > [data-index]') ?? [])
      heights.set(row, row.offsetHeight);
  }
  const height = heights.get(element) ?? element.offsetHeight;
  heights.delete(element);
  return height;
}

/** Keeps the row with the focus in the document wherever the reader scrolls; the focus must not be lost. */
function withFocused(range: Range, focused: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (focused < 0 || indexes.includes(focused)) return indexes;
  return [...indexes, focused].sort((a, b) => a - b);
}

/**
 * Whether to compensate for a change of height, so that the text which the reader looks at keeps its place.
 * Unlike the library's rule, it also compensates
 *
 * - for known rows while scrolling up: a message that got its first reaction while it was not in the document
 *   must not push the text down when it comes back;
 * - for new rows on the screen above known ones: the reader may already wait at the top when a page arrives,
 *   and the known rows must keep their place.
 */
function keepsPlace(
  item: { index: number; start: number; end: number; key: unknown },
  list: List,
  measured: ReadonlySet<unknown>,
): boolean {
  const offset = list.scrollOffset ?? 0;
  if (measured.has(item.key)) return item.end <= offset;
  const edge = offset + (list.scrollRect?.height ?? 0);
  return (
    item.start < offset ||
    list.getVirtualItems().some((row) => row.index > item.index && row.start < edge && measured.has(row.key))
  );
}
