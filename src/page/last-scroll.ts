/**
 * Records the last scroll event of an element: at that time a gesture that ends at an edge reached it.
 *
 * Runs inside the page. It reads no layout, which would disturb the frames that are measured.
 *
 * @returns the time of the last scroll event, ms since the time origin, null before the first one; `end`
 *   stops it
 */
export function watchLastScroll(scroller: Element): { atMs: number | null; end: () => void } {
  // The document receives the scroll events of its own scrolling element.
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
