/** How high a row of a list is on average, by those that are in the document. Runs inside the page. */
export function rowHeight(scroller: Element, row: string): number {
  const boxes = [...scroller.querySelectorAll(row)]
    .map((each) => each.getBoundingClientRect())
    .filter(({ height }) => height > 0);
  if (boxes.length === 0) return scroller.clientHeight;
  const [top, bottom] = [
    Math.min(...boxes.map((box) => box.top)),
    Math.max(...boxes.map((box) => box.bottom)),
  ];
  // With the gaps between them.
  return (bottom - top) / boxes.length;
}
