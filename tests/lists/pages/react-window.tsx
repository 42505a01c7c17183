/** react-window: rows with absolute positions, heights observed. */
import { type ReactElement, useEffect } from 'react';
import {
  type RowComponentProps,
  useDynamicRowHeight,
  useListCallbackRef,
  List as WindowList,
} from 'react-window';
import { itemsBetween } from '../content.ts';
import { readOptions } from './common/options.ts';
import { ItemView, mount } from './common/react.tsx';
import { itemAt } from './common/windowed-list.ts';

const options = readOptions();
const items = itemsBetween(0, options.messages);

function Row({ index, style }: RowComponentProps): ReactElement {
  return (
    <div style={style}>
      <ItemView item={itemAt(items, index)} options={options} />
    </div>
  );
}

function List(): ReactElement {
  const rowHeight = useDynamicRowHeight({ defaultRowHeight: 90 });
  const [list, setList] = useListCallbackRef();
  useEffect(() => {
    if (options.start === 'end') list?.scrollToRow({ index: items.length - 1, align: 'end' });
  }, [list]);
  return (
    <WindowList
      id="list"
      listRef={setList}
      rowComponent={Row}
      rowCount={items.length}
      rowHeight={rowHeight}
      rowKey={(index) => itemAt(items, index).key}
      rowProps={{}}
    />
  );
}

mount(<List />);
