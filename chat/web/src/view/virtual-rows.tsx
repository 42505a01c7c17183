import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type ReactElement,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useState,
} from 'react';
import { estimateHeight } from './estimate.ts';
import { endThreshold, headerHeight, type RowsProps } from './rows-props.ts';

type List = Virtualizer<HTMLElement, HTMLElement>;

/** Few rows beyond the edges for the first paint, more once it is on the screen. */
const overscan = { first: 1, settled: 8 };

/** The rows around the viewport; all others are space of their measured or estimated height. */
export function VirtualRows({ scroller, rows, header, renderRow, ref }: RowsProps): ReactElement {
  const [settled, setSettled] = useState(false);
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const focused = useMemo(
    () => (focusedKey === null ? -1 : rows.findIndex(({ key }) => key === focusedKey)),
    [rows, focusedKey],
  );
  const list = useVirtualizer<HTMLElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => scroller,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    estimateSize: (index) => {
      const row = rows[index];
      return row === undefined ? 0 : estimateHeight(row, scroller.clientWidth);
    },
    rangeExtractor: useCallback((range: Range) => withFocused(range, focused), [focused]),
    overscan: settled ? overscan.settled : overscan.first,
    paddingStart: headerHeight,
    anchorTo: 'end',
    scrollEndThreshold: endThreshold,
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
  });
  list.shouldAdjustScrollPositionOnItemSizeChange = growsAboveReader;
  useImperativeHandle(ref, () => ({ scrollToEnd: () => list.scrollToEnd() }), [list]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setSettled(true));
    return () => cancelAnimationFrame(frame);
  }, []);

  const onFocus = (event: FocusEvent): void => {
    const index = Number(event.target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1);
    setFocusedKey(rows[index]?.key ?? null);
  };
  return (
    <div className="virtual" ref={list.containerRef} onFocus={onFocus} onBlur={() => setFocusedKey(null)}>
      {header}
      {list.getVirtualItems().map(({ index }) => renderRow(index, list.measureElement))}
    </div>
  );
}

/** The row that holds the focus stays, wherever the reader scrolls: the focus must not fall off the page. */
function withFocused(range: Range, focused: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (focused < 0 || indexes.includes(focused)) return indexes;
  return [...indexes, focused].sort((a, b) => a - b);
}

/**
 * Whether a change of height happens above what the reader looks at and must be made up for. Unlike
 * the library's own rule this also holds for known rows while scrolling up: a message that got its
 * first reaction while it was away must not push the text down when it comes back.
 */
function growsAboveReader(
  item: { start: number; end: number; key: unknown },
  _delta: number,
  list: List,
): boolean {
  const offset = list.scrollOffset ?? 0;
  const known = list.itemSizeCache.has(item.key as string);
  return known ? item.end <= offset : item.start < offset;
}
