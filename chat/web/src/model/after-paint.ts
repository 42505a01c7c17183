/**
 * The longest wait for a frame. A hidden page has no frames, and a visible one may become hidden at any time.
 * A frame of a slow phone takes 200 ms.
 */
const within = { hiddenMs: 100, visibleMs: 500 } as const;

/**
 * Runs a task after the next frame is on the screen, at the latest after half a second.
 *
 * @returns a function that cancels the task if it has not run yet
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
