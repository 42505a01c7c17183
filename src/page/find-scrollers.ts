/**
 * The scrollable elements, the largest on the screen first, each as a selector that a person can start from.
 * Includes open shadow roots, but not frames. Runs inside the page.
 */
export function findScrollers(most: number): string[] {
  const all = (root: Document | ShadowRoot): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot === null ? [element] : [element, ...all(element.shadowRoot)],
    );
  const areaPx = ({ clientWidth, clientHeight }: Element): number => clientWidth * clientHeight;
  const nameOf = (element: Element): string => {
    if (element.id !== '') return `#${CSS.escape(element.id)}`;
    const [first] = element.classList;
    return element.localName + (first === undefined ? '' : `.${CSS.escape(first)}`);
  };
  return all(document)
    .filter((element) => element.scrollHeight > element.clientHeight + 1)
    .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowY))
    .sort((a, b) => areaPx(b) - areaPx(a))
    .slice(0, most)
    .map(nameOf);
}
