/** For who presses and types without selectors. Everything here runs inside the page. */

/** The opening tag of the innermost element there, into open shadow roots, without what changes with its state. */
export function describeAt({ x, y }: { x: number; y: number }): string {
  let element = document.elementFromPoint(x, y);
  for (let inner = element; inner !== null; ) {
    element = inner;
    const deeper: Element | null = element.shadowRoot?.elementFromPoint(x, y) ?? null;
    inner = deeper === element ? null : deeper;
  }
  if (element === null) return 'nothing';
  const { localName } = element;
  const names = ['id', 'role', 'name', 'type'];
  const attributes = names.flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null ? [] : ` ${name}="${value.slice(0, 40)}"`;
  });
  return `<${localName}${attributes.join('')}>`;
}

/** What stands in the field that has the focus, into open shadow roots; null where none has it. */
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
