/** The window in a reversed column, whose positions count from the newest message. */
import { itemsBetween } from '../content.ts';
import { makeList, show } from './common/list.ts';
import { itemElement } from './common/markup.ts';
import { readOptions } from './common/options.ts';
import { SpacedRows } from './common/spaced-rows.ts';
import { startWindow } from './common/window.ts';
import { itemAt } from './common/windowed-list.ts';

const options = readOptions();
const items = itemsBetween(0, options.messages).reverse();
const list = show(makeList('reversed windowed'));
const rows = new SpacedRows(list, (index) => itemElement(itemAt(items, index), options));
startWindow({ scroller: list, content: list, items, rows, reversed: true }, options);
