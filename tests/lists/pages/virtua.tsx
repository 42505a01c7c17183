/** virtua for React: rows with absolute positions in a box as high as the list. */
import { type ReactElement, useLayoutEffect, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';
import { itemsBetween } from '../content.ts';
import { readOptions } from './common/options.ts';
import { ItemView, mount } from './common/react.tsx';

const options = readOptions({ latePictures: true });
const items = itemsBetween(0, options.messages);

function List(): ReactElement {
  const list = useRef<VListHandle>(null);
  const follows = useRef(options.start === 'end');
  // By itself it does not stay at the end when a picture arrives.
  const follow = (): void => {
    if (follows.current) list.current?.scrollToIndex(items.length - 1, { align: 'end' });
  };
  const onScroll = (offset: number): void => {
    const { scrollSize, viewportSize } = list.current ?? { scrollSize: 0, viewportSize: 0 };
    follows.current = offset + viewportSize >= scrollSize - 2;
  };
  useLayoutEffect(follow, []);
  return (
    <VList id="list" ref={list} data={items} onScroll={onScroll} onResize={follow}>
      {(item) => <ItemView key={item.key} item={item} options={options} />}
    </VList>
  );
}

mount(<List />);
