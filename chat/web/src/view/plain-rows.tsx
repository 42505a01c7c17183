import { type ReactElement, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { RowsProps } from './rows-props.ts';

type Anchor = { element: HTMLElement; top: number };

/**
 * Every loaded row in the document, in plain flow: the defect `no-virtualization`. Rows, paging and
 * the kept position are those of the virtualized list.
 */
export function PlainRows({ scroller, rows, header, renderRow, ref }: RowsProps): ReactElement {
  const content = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor | null>(null);
  useImperativeHandle(ref, () => ({ scrollToEnd: () => scroller.scrollTo({ top: scroller.scrollHeight }) }), [
    scroller,
  ]);

  useEffect(() => {
    const remember = (): void => {
      anchor.current = content.current && firstInView(content.current, scroller.scrollTop);
    };
    scroller.addEventListener('scroll', remember, { passive: true });
    return () => scroller.removeEventListener('scroll', remember);
  }, [scroller]);

  // Runs after every change of the rows: what the reader looks at goes back to where it was.
  useLayoutEffect(() => {
    const { current } = anchor;
    if (!current?.element.isConnected) return;
    const top = current.element.offsetTop;
    if (top !== current.top) scroller.scrollTop += top - current.top;
    anchor.current = { element: current.element, top };
  });

  return (
    <div className="plain" ref={content}>
      {header}
      {rows.map((_row, index) => renderRow(index, null))}
    </div>
  );
}

/** The first row that reaches below `offset` (CSS px), by bisection: rows are in order. */
function firstInView(content: HTMLElement, offset: number): Anchor | null {
  const { children } = content;
  let low = 1;
  let high = children.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = children[middle] as HTMLElement;
    if (row.offsetTop + row.offsetHeight <= offset) low = middle + 1;
    else high = middle;
  }
  const element = children[low];
  return element instanceof HTMLElement ? { element, top: element.offsetTop } : null;
}
