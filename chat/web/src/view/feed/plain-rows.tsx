import { type ReactElement, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { RowsProps } from './rows-props.ts';

/**
 * Every loaded row in the document, in plain flow: the defect `no-virtualization`. Rows and paging are
 * those of the virtualized list; the reader's place is kept by the browser's own scroll anchoring.
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

  // At the very top the browser anchors nothing: the row that was first goes back to where it was.
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
