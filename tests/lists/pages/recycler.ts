/** A pool of rows with absolute positions; those that leave the view are written over for other messages. */
import { type Item, itemsBetween } from '../content.ts';
import { makeList, show } from './common/list.ts';
import { itemElement } from './common/markup.ts';
import { readOptions } from './common/options.ts';
import { type Heights, type Rows, startWindow } from './common/window.ts';
import { itemAt } from './common/windowed-list.ts';

const options = readOptions();
const items = itemsBetween(0, options.messages);
const list = show(makeList('windowed'));
const sizer = document.createElement('div');
sizer.className = 'sizer';
list.append(sizer);

/** Makes an element show another item of its kind: the text nodes and the bubble stay, a picture comes and goes. */
function write(element: HTMLElement, item: Item): void {
  const source = itemElement(item, options);
  for (const { name, value } of source.attributes) element.setAttribute(name, value);
  copy(element, source);
}

function copy(to: Element, from: Element): void {
  const kept = [...to.childNodes];
  for (const [index, wanted] of [...from.childNodes].entries()) {
    const own = kept[index];
    if (own === undefined) to.append(wanted);
    else if (own instanceof Text) own.data = wanted.textContent ?? '';
    else if (own instanceof HTMLImageElement) own.replaceWith(wanted);
    else if (own instanceof Element && wanted instanceof Element) {
      own.className = wanted.className;
      copy(own, wanted);
    }
  }
  for (const surplus of kept.slice(from.childNodes.length)) surplus.remove();
}

class Pool implements Rows {
  #used = new Map<number, HTMLElement>();
  #free: Record<Item['kind'], HTMLElement[]> = { message: [], divider: [] };

  attach(first: number, end: number, heights: Heights): void {
    sizer.style.height = `${heights.total}px`;
    for (const [index, element] of this.#used) {
      if (index >= first && index < end) continue;
      // Free ones wait above the list.
      element.style.transform = 'translateY(-9999px)';
      this.#free[itemAt(items, index).kind].push(element);
      this.#used.delete(index);
    }
    for (let index = first; index < end; index++) {
      const element = this.#used.get(index) ?? this.#take(index);
      element.style.transform = `translateY(${heights.before(index)}px)`;
    }
  }

  element(index: number): HTMLElement | undefined {
    return this.#used.get(index);
  }

  #take(index: number): HTMLElement {
    const item = itemAt(items, index);
    const free = this.#free[item.kind].pop();
    const element = free ?? sizer.appendChild(itemElement(item, options));
    if (free !== undefined) write(free, item);
    this.#used.set(index, element);
    return element;
  }
}

startWindow({ scroller: list, content: sizer, items, rows: new Pool() }, options);
