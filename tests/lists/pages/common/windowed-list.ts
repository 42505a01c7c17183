import { itemsBetween } from '../../content.ts';
import { makeList } from './list.ts';
import { itemElement } from './markup.ts';
import type { Options } from './options.ts';
import { SpacedRows } from './spaced-rows.ts';
import { startWindow } from './window.ts';

/** The classic window: `#list` with rows that are created and removed between two spacers. */
export function windowedList(options: Options, attach: (list: HTMLElement) => void): void {
  const items = itemsBetween(0, options.messages);
  const list = makeList('windowed');
  const content = document.createElement('div');
  list.append(content);
  attach(list);
  const rows = new SpacedRows(content, (index) => itemElement(itemAt(items, index), options));
  startWindow({ scroller: list, content, items, rows }, options);
}

export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no item ${index} of ${items.length}`);
  return item;
}
