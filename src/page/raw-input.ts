/**
 * Helpers for clicks and typing without selectors. All run inside the page, in the element's own document.
 */

/** The element at a point. */
export interface Stand {
  /** The opening tag of the innermost element, without attributes that change with its state. */
  tag: string;
  /** Its left, top, width and height, whole pixels of its document's viewport. */
  box: [number, number, number, number];
}

/** The innermost element at a point, also inside open shadow roots. */
export function standAt({ x, y }: { x: number; y: number }): Stand {
  let element = document.elementFromPoint(x, y);
  for (let inner = element; inner !== null; ) {
    element = inner;
    const deeper: Element | null = element.shadowRoot?.elementFromPoint(x, y) ?? null;
    inner = deeper === element ? null : deeper;
  }
  if (element === null) return { tag: 'nothing', box: [0, 0, 0, 0] };
  const { localName } = element;
  const names = ['id', 'role', 'name', 'type'];
  const attributes = names.flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null ? [] : ` ${name}="${value.slice(0, 40)}"`;
  });
  const { left, top, width, height } = element.getBoundingClientRect();
  const box: Stand['box'] = [Math.round(left), Math.round(top), Math.round(width), Math.round(height)];
  return { tag: `<${localName}${attributes.join('')}>`, box };
}

/** The middle of an element in the viewport of its document. */
export function middleOf(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}

/** The text of the focused field, also inside open shadow roots; null when nothing has the focus. */
export function focusedText(): string | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (element === null || element === document.body) return null;
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    ? element.value
    : element.textContent;
}

/** Resolves after the next paint. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
