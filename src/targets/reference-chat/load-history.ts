/**
 * Goes back to the beginning of the loaded conversation, page by page, then to its newest message.
 *
 * Runs inside the page, frame by frame: preparation is not measured, so polling does no harm.
 */
export async function loadWholeHistory(asked: {
  scroller: string;
  oldest: string;
  newest: string;
  timeoutMs: number;
}): Promise<'loaded' | 'late'> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const deadline = performance.now() + asked.timeoutMs;
  const scroller = (): HTMLElement | null => document.querySelector<HTMLElement>(asked.scroller);
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
  const done =
    (await scrollUntilInView(asked.oldest, () => 0)) &&
    (await scrollUntilInView(asked.newest, (list) => list.scrollHeight));
  return done ? 'loaded' : 'late';
}
