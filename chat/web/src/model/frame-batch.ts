/**
 * Collects items and passes them on once a frame, so that a burst of messages costs one render and typing
 * stays responsive. A hidden page has no frames and uses a timer instead.
 */
export function frameBatch<Item>(flush: (items: Item[]) => void): (item: Item) => void {
  let waiting: Item[] = [];
  const run = (): void => {
    const items = waiting;
    waiting = [];
    flush(items);
  };
  return (item) => {
    waiting.push(item);
    if (waiting.length > 1) return;
    if (document.hidden) setTimeout(run, 100);
    else requestAnimationFrame(run);
  };
}
