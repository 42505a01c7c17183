/** Legend List, its entry for the web: a pool of containers with absolute positions. */
import { LegendList } from '@legendapp/list/react';
import { itemsBetween } from '../content.ts';
import { readOptions } from './common/options.ts';
import { ItemView, mount } from './common/react.tsx';

const options = readOptions();
const items = itemsBetween(0, options.messages);

mount(
  <LegendList
    id="list"
    data={items}
    keyExtractor={({ key }) => key}
    renderItem={({ item }) => <ItemView item={item} options={options} />}
    estimatedItemSize={90}
    initialScrollAtEnd={options.start === 'end'}
    maintainScrollAtEnd
    recycleItems
  />,
);
