/** The progress of a step. */
export type Progress = {
  step: 'media' | 'rows' | 'indexes' | 'statistics';
  done: number;
  total: number;
  /** Estimated from the pace so far; null at the start. */
  secondsLeft: number | null;
};

export type OnProgress = (progress: Progress) => void;

/**
 * Starts a step.
 *
 * @returns a function to call with the number of items that were done since its last call
 */
export function startStep(
  step: Progress['step'],
  total: number,
  onProgress: OnProgress,
): (count: number) => void {
  const startedMs = performance.now();
  let done = 0;
  onProgress({ step, done, total, secondsLeft: null });
  return (count) => {
    done = Math.min(total, done + count);
    const seconds = (performance.now() - startedMs) / 1000;
    onProgress({ step, done, total, secondsLeft: done === 0 ? null : (seconds / done) * (total - done) });
  };
}
