/**
 * Scrolls to the beginning of a conversation until nothing more loads there for 1.5 s, then to its end, and
 * stays until nothing moves any more: a list that still measures its rows may stop above its end, where new
 * rows are not in view.
 *
 * Runs inside the page, frame by frame: preparation is not measured, so polling does no harm.
 */
export async function loadWholeHistory(options: {
  scroller: string;
  row: string;
  /** As of a row, see row-watch.ts. */
  shadowHosts?: readonly string[] | undefined;
  timeoutMs: number;
  /** A list without any row for so long has a wrong selector, or nothing to show. */
  firstRowMs: number;
}): Promise<'loaded' | 'late' | 'no-scroller' | 'no-row'> {
  const [settledMs, stillFrames] = [1_500, 10];
  const deadline = performance.now() + options.timeoutMs;
  const firstRowBy = performance.now() + options.firstRowMs;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const scroller = (): Element | null =>
    (options.shadowHosts ?? [])
      .reduce<Document | ShadowRoot | null>(
        (scope, host) => scope?.querySelector(host)?.shadowRoot ?? null,
        document,
      )
      ?.querySelector(options.scroller) ?? null;
  /** In a reversed column, offsets go from a negative value at the start to 0 at the end. */
  const ends = (list: Element): { start: number; end: number } => {
    const room = list.scrollHeight - list.clientHeight;
    return getComputedStyle(list).flexDirection === 'column-reverse'
      ? { start: -room, end: 0 }
      : { start: 0, end: room };
  };
  /**
   * Waits until the list has rows, is at one end, and has stopped growing (`isOver`); false at the deadline.
   */
  const restAt = async (end: 'start' | 'end', isOver: (sinceMs: number, frames: number) => boolean) => {
    let [height, sinceMs, frames] = [0, performance.now(), 0];
    for (;;) {
      if (performance.now() > deadline) return false;
      await frame();
      const list = scroller();
      if (list === null || list.querySelector(options.row) === null) {
        if (performance.now() > firstRowBy) return false;
        continue;
      }
      const place = ends(list)[end];
      const isThere = Math.abs(list.scrollTop - place) <= 1;
      if (!isThere) list.scrollTo({ top: place, behavior: 'instant' });
      if (isThere && list.scrollHeight === height) frames += 1;
      else [sinceMs, frames] = [performance.now(), 0];
      height = list.scrollHeight;
      if (isOver(performance.now() - sinceMs, frames)) return true;
    }
  };
  const isLoaded =
    (await restAt('start', (sinceMs) => sinceMs >= settledMs)) &&
    (await restAt('end', (_, frames) => frames >= stillFrames));
  if (isLoaded) return 'loaded';
  const list = scroller();
  if (list === null) return 'no-scroller';
  return list.querySelector(options.row) === null ? 'no-row' : 'late';
}
