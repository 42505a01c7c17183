import { type Item, itemsBetween } from '../../content.ts';
import { makeList, show, startAt } from './list.ts';
import { itemElement } from './markup.ts';
import { type Options, readOptions } from './options.ts';

/** Fills an element with items. */
export function fill(parent: HTMLElement, items: readonly Item[], options: Options): void {
  parent.append(...items.map((item) => itemElement(item, options)));
}

/** A list in which all messages from `from` on are attached. */
export function fullList(className = '', from = (_messages: number): number => 0): void {
  const options = readOptions();
  const list = show(makeList(className));
  const content = document.createElement('div');
  fill(content, itemsBetween(from(options.messages), options.messages), options);
  list.append(content);
  startAt(list, content, options);
}
