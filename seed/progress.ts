/** How far a step has come. */
export type Progress = {
  step: 'media' | 'rows' | 'indexes' | 'statistics';
  done: number;
  total: number;
  /** By the pace so far; null until there is one. */
  secondsLeft: number | null;
};

export type OnProgress = (progress: Progress) => void;

/**
 * Starts a step.
 *
 * @returns what is told how many more are done
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
