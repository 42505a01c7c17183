/** All rows stay, but what is in them goes while they are out of view. */
import { itemsBetween } from '../content.ts';
import { makeList, show } from './common/list.ts';
import { itemElement, markupOf, toDom } from './common/markup.ts';
import { readOptions } from './common/options.ts';
import { type Heights, type Rows, startWindow } from './common/window.ts';
import { itemAt } from './common/windowed-list.ts';

const options = readOptions();
const items = itemsBetween(0, options.messages);
const list = show(makeList('windowed'));
const content = document.createElement('div');
list.append(content);

const shells = items.map((item) => toDom({ ...markupOf(item, options), children: [] }));
content.append(...shells);

class HollowRows implements Rows {
  #heightsSet = false;
  #attached = new Set<number>();

  attach(first: number, end: number, heights: Heights): void {
    if (!this.#heightsSet) {
      for (const [index, shell] of shells.entries()) shell.style.height = `${heights.px[index]}px`;
      this.#heightsSet = true;
    }
    for (const index of this.#attached) {
      if (index < first || index >= end) this.#empty(index, heights);
    }
    for (let index = first; index < end; index++) {
      if (!this.#attached.has(index)) this.#fill(index);
    }
  }

  element(index: number): HTMLElement | undefined {
    return shells[index];
  }

  #fill(index: number): void {
    const shell = shells[index];
    if (shell === undefined) return;
    shell.style.height = '';
    shell.append(...itemElement(itemAt(items, index), options).childNodes);
    this.#attached.add(index);
  }

  #empty(index: number, heights: Heights): void {
    const shell = shells[index];
    if (shell === undefined) return;
    shell.style.height = `${heights.px[index]}px`;
    shell.replaceChildren();
    this.#attached.delete(index);
  }
}

startWindow({ scroller: list, content, items, rows: new HollowRows() }, options);
