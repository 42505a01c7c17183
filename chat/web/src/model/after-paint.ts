/** A hidden page has no frames, and a visible one may become hidden at any time. A slow phone's frame takes 200 ms. */
const within = { hiddenMs: 100, visibleMs: 500 } as const;

/**
 * Runs a task once the frame that is being prepared is on the screen, and after half a second at the latest.
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
  const late = setTimeout(run, document.hidden ? within.hiddenMs : within.visibleMs);
  const frame = requestAnimationFrame(() => {
    painted = setTimeout(run);
  });
  return cancel;
}
