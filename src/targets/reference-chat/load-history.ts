/**
 * Scrolls back to the beginning of the loaded conversation, page by page, then to its very end, and waits
 * until nothing moves any more: a list that is still measuring its rows may come to rest above its end, where
 * the next message is not visible.
 *
 * Runs inside the page, frame by frame: preparation is not measured, so polling does no harm.
 */
export async function loadWholeHistory(options: {
  scroller: string;
  oldest: string;
  newest: string;
  /** Number of consecutive frames at the end and with the same height that count as rest. */
  stillFrames: number;
  timeoutMs: number;
}): Promise<'loaded' | 'late'> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const deadline = performance.now() + options.timeoutMs;
  const scroller = (): HTMLElement | null => document.querySelector<HTMLElement>(options.scroller);
  const inView = (selector: string): boolean => {
    const [list, row] = [scroller(), document.querySelector(selector)];
    if (list === null || row === null) return false;
    const [frameBox, box] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
    return box.bottom > frameBox.top && box.top < frameBox.bottom;
  };
  const scrollUntilInView = async (
    selector: string,
    top: (list: HTMLElement) => number,
  ): Promise<boolean> => {
    while (!inView(selector)) {
      if (performance.now() > deadline) return false;
      const list = scroller();
      if (list !== null) list.scrollTop = top(list);
      await frame();
    }
    return true;
  };
  const restAtEnd = async (): Promise<boolean> => {
    let height = 0;
    for (let still = 0; still < options.stillFrames; ) {
      if (performance.now() > deadline) return false;
      await frame();
      const list = scroller();
      if (list === null) continue;
      const atEnd = list.scrollHeight - list.clientHeight - list.scrollTop <= 1;
      still = atEnd && list.scrollHeight === height ? still + 1 : 0;
      height = list.scrollHeight;
      if (!atEnd) list.scrollTop = height;
    }
    return true;
  };
  const done =
    (await scrollUntilInView(options.oldest, () => 0)) &&
    (await scrollUntilInView(options.newest, (list) => list.scrollHeight)) &&
    (await restAtEnd());
  return done ? 'loaded' : 'late';
}
