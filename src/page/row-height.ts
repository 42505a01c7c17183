/** Average height of the rows of a list, by those that are in the document. Runs inside the page. */
export function rowHeight(scroller: Element, row: string): number {
  const boxes = [...scroller.querySelectorAll(row)]
    .map((each) => each.getBoundingClientRect())
    .filter(({ height }) => height > 0);
  if (boxes.length === 0) return scroller.clientHeight;
  const [top, bottom] = [
    Math.min(...boxes.map((box) => box.top)),
    Math.max(...boxes.map((box) => box.bottom)),
  ];
  // Includes the gaps between the rows.
  return (bottom - top) / boxes.length;
}
