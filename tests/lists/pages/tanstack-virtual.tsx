/** TanStack Virtual for React: rows with absolute positions, measured as they are attached. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useLayoutEffect, useRef } from 'react';
import { itemsBetween } from '../content.ts';
import { readOptions } from './common/options.ts';
import { ItemView, mount } from './common/react.tsx';
import { itemAt } from './common/windowed-list.ts';

const options = readOptions({ latePictures: true });
const items = itemsBetween(0, options.messages);

function List(): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 90,
    getItemKey: (index) => itemAt(items, index).key,
    anchorTo: 'end',
    overscan: 5,
  });
  useLayoutEffect(() => {
    if (options.start === 'end') virtualizer.scrollToEnd();
  }, [virtualizer]);
  return (
    <div id="list" ref={scroller}>
      <div className="sizer" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            data-index={index}
            ref={virtualizer.measureElement}
            style={{ transform: `translateY(${start}px)` }}
          >
            <ItemView item={itemAt(items, index)} options={options} />
          </div>
        ))}
      </div>
    </div>
  );
}

mount(<List />);
