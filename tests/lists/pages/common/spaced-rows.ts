import type { Heights, Rows } from './window.ts';

/** Rows that are created and removed, between two elements as high as the rows that are not there. */
export class SpacedRows implements Rows {
  readonly #parent: HTMLElement;
  readonly #create: (index: number) => HTMLElement;
  readonly #before: HTMLElement;
  readonly #after: HTMLElement;
  readonly #attached = new Map<number, HTMLElement>();

  /** @param spacer the tag of an element that may stand among the rows */
  constructor(parent: HTMLElement, create: (index: number) => HTMLElement, spacer = 'div') {
    this.#parent = parent;
    this.#create = create;
    this.#before = document.createElement(spacer);
    this.#after = document.createElement(spacer);
    parent.append(this.#before, this.#after);
  }

  attach(first: number, end: number, heights: Heights): void {
    for (const [index, element] of this.#attached) {
      if (index >= first && index < end) continue;
      element.remove();
      this.#attached.delete(index);
    }
    let next: Element = this.#after;
    for (let index = end - 1; index >= first; index--) {
      const element = this.#attached.get(index) ?? this.#create(index);
      if (element.nextSibling !== next) this.#parent.insertBefore(element, next);
      this.#attached.set(index, element);
      next = element;
    }
    this.#before.style.height = `${heights.before(first)}px`;
    this.#after.style.height = `${heights.total - heights.before(end)}px`;
  }

  element(index: number): HTMLElement | undefined {
    return this.#attached.get(index);
  }
}
