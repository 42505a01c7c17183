/** Elements of this document, those inside open shadow roots included. Runs inside the page. */
export function countElements(): number {
  const count = (root: Document | ShadowRoot): number => {
    const elements = [...root.querySelectorAll('*')];
    return elements.reduce(
      (sum, element) => sum + (element.shadowRoot === null ? 0 : count(element.shadowRoot)),
      elements.length,
    );
  };
  return count(document);
}
