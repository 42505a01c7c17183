import type { Metric } from '../core/results/metric.ts';
import { measured, unavailable } from '../core/results/reading.ts';
import type { TimingRecording } from './recordings.ts';
import type { ScrollFrame } from './scroll-frames.ts';
import { duringScroll, type ScrollWindow } from './scroll-window.ts';

/**
 * Frames of the scroll that came later than Chromium promises, in percent of those that it judged: the finger
 * moves on and the list lags behind.
 *
 * It detects late frames, not missing content: a frame that shows an empty background on time is not late.
 */
export const scrollJank: Metric<TimingRecording> = {
  id: 'scroll-jank',
  version: 1,
  title: 'Scroll jank',
  unit: 'percent',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'Chromium trace event ScrollJankV4 (Chromium 145 and newer)',
  derive: (recording) =>
    duringScroll(recording, (windows) => {
      const own = judgedFrames(recording, windows);
      if (own.length === 0) {
        return unavailable(
          'Chromium judged no frame of it: the main thread scrolls the list, or Chromium is older than 145',
        );
      }
      return measured((100 * own.filter(({ jankReasons }) => jankReasons.length > 0).length) / own.length);
    }),
};

/** The frames that Chromium judged within the scrolls. */
export function judgedFrames(
  { scrollFrames = [] }: Pick<TimingRecording, 'scrollFrames'>,
  windows: readonly ScrollWindow[],
): ScrollFrame[] {
  return scrollFrames.filter(({ startUs }) =>
    windows.some((window) => startUs >= window.startUs && startUs <= window.endUs),
  );
}
