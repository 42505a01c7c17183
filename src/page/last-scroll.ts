/**
 * Remembers when an element was last seen to scroll: a gesture that ends at an edge has reached it then.
 *
 * Runs inside the page. It reads no layout, which would disturb the frames that are measured.
 *
 * @returns the time of the last scroll event, ms since the time origin, null before the first one; `end` stops it
 */
export function watchLastScroll(scroller: Element): { atMs: number | null; end: () => void } {
  // Of the document itself the event comes to the document.
  const target = scroller === document.scrollingElement ? document : scroller;
  const state: { atMs: number | null; end: () => void } = {
    atMs: null,
    end: () => target.removeEventListener('scroll', seen),
  };
  const seen = (): void => {
    state.atMs = performance.now();
  };
  target.addEventListener('scroll', seen, { passive: true });
  return state;
}
