/** React Virtuoso: rows in flow between paddings. */
import { Virtuoso } from 'react-virtuoso';
import { itemsBetween } from '../content.ts';
import { readOptions } from './common/options.ts';
import { ItemView, mount } from './common/react.tsx';

const options = readOptions();
const items = itemsBetween(0, options.messages);

mount(
  <Virtuoso
    id="list"
    data={items}
    computeItemKey={(_index, item) => item.key}
    initialTopMostItemIndex={options.start === 'end' ? { index: 'LAST', align: 'end' } : 0}
    followOutput
    itemContent={(_index, item) => <ItemView item={item} options={options} />}
  />,
);
