import { type ReactElement, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { RowsProps } from './rows-props.ts';

/**
 * The defect `no-virtualization`: every loaded row is in the document, in normal flow. Rows and paging are
 * the same as in the virtualized list; the browser's scroll anchoring keeps the reader's place.
 */
export function PlainRows({ scroller, rows, header, renderRow, ref }: RowsProps): ReactElement {
  const content = useRef<HTMLDivElement>(null);
  const first = useRef<{ row: Element; top: number } | null>(null);
  useImperativeHandle(
    ref,
    () => ({
      scrollToEnd: () => scroller.scrollTo({ top: scroller.scrollHeight }),
      scrollToRow: (index) =>
        scroller.querySelector(`article[data-index="${index}"]`)?.scrollIntoView({ block: 'center' }),
    }),
    [scroller],
  );

  // At the very top the browser has no anchor, so this keeps the row that was first in its place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that are prepended move the others
  useLayoutEffect(() => {
    const { current } = first;
    if (current?.row instanceof HTMLElement && scroller.scrollTop < 1) {
      scroller.scrollTop += current.row.offsetTop - current.top;
    }
    const row = content.current?.querySelector('article');
    first.current = row ? { row, top: row.offsetTop } : null;
  }, [rows, scroller]);

  return (
    <div className="plain" ref={content}>
      {header}
      {rows.map((_row, index) => renderRow(index, null))}
    </div>
  );
}
