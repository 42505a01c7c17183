/** The window of the document itself: no element scrolls. */
import { itemsBetween } from '../content.ts';
import { show } from './common/list.ts';
import { itemElement } from './common/markup.ts';
import { readOptions } from './common/options.ts';
import { SpacedRows } from './common/spaced-rows.ts';
import { startWindow } from './common/window.ts';
import { itemAt } from './common/windowed-list.ts';

const options = readOptions();
const items = itemsBetween(0, options.messages);
document.documentElement.classList.add('windowed', 'scrolls');
const content = show(document.createElement('main'));
const rows = new SpacedRows(content, (index) => itemElement(itemAt(items, index), options));
startWindow({ scroller: document.documentElement, content, items, rows }, options);
