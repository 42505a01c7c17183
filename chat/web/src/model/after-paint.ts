/** A hidden page has no frames, and may become one at any time. */
const withinMs = 100;

/**
 * Runs a task once the frame that is being prepared is on the screen, and after 100 ms at the latest.
 *
 * @returns cancels a task that has not run yet
 */
export function afterPaint(task: () => void): () => void {
  const cancel = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(painted);
    clearTimeout(late);
  };
  const run = (): void => {
    cancel();
    task();
  };
  let painted: ReturnType<typeof setTimeout> | undefined;
  const late = setTimeout(run, withinMs);
  const frame = requestAnimationFrame(() => {
    painted = setTimeout(run);
  });
  return cancel;
}
