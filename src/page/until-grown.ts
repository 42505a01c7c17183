/**
 * Waits until a list has more to scroll at the edge that it reached, or for `patienceMs`.
 *
 * Runs inside the page. A list that keeps the visible rows in place has more room then; a list that stays at
 * its edge has become longer.
 *
 * @returns when it had grown, ms since the time origin; null when it has not
 */
export function untilGrown(
  scroller: Element,
  { up, patienceMs }: { up: boolean; patienceMs: number },
): Promise<{ atMs: number } | null> {
  const length = (): number => scroller.scrollHeight;
  const room = (): number => {
    const whole = scroller.scrollHeight - scroller.clientHeight;
    const { flexDirection } = getComputedStyle(scroller);
    const above = flexDirection === 'column-reverse' ? whole + scroller.scrollTop : scroller.scrollTop;
    return up ? above : whole - above;
  };
  const [lengthBefore, roomBefore] = [length(), room()];
  const until = performance.now() + patienceMs;
  return new Promise((resolve) => {
    const look = (): void => {
      // A row's margin may come and go; a page of history is longer than that.
      if (length() > lengthBefore + 16 && room() >= roomBefore) resolve({ atMs: performance.now() });
      else if (performance.now() > until) resolve(null);
      else requestAnimationFrame(look);
    };
    look();
  });
}
