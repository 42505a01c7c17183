/** The window of a table, whose rows are `<tr>`. */
import { type Item, itemsBetween } from '../content.ts';
import { makeList, show } from './common/list.ts';
import { itemElement } from './common/markup.ts';
import { readOptions } from './common/options.ts';
import { SpacedRows } from './common/spaced-rows.ts';
import { startWindow } from './common/window.ts';
import { itemAt } from './common/windowed-list.ts';

const options = readOptions();
const items = itemsBetween(0, options.messages);

/** The children of a row, each in a cell; a divider in one cell. */
function tableRow(item: Item): HTMLElement {
  const row = document.createElement('tr');
  const source = itemElement(item, options);
  row.className = source.className;
  if (source.dataset.id !== undefined) row.dataset.id = source.dataset.id;
  for (const child of [...source.children]) {
    const cell = row.insertCell();
    cell.append(child);
    if (item.kind === 'divider') cell.colSpan = 2;
  }
  return row;
}

const list = show(makeList('windowed'));
const body = document.createElement('tbody');
const table = document.createElement('table');
table.append(body);
list.append(table);
const rows = new SpacedRows(body, (index) => tableRow(itemAt(items, index)), 'tr');
startWindow({ scroller: list, content: body, items, rows }, options);
