import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import { frameAdvice } from './advice.ts';
import type { Frame } from './frames.ts';
import type { TimingRecording } from './recordings.ts';
import { duringScroll, percentOf } from './scroll-window.ts';

/**
 * Percent dropped in the second that starts with each frame; a window shorter than 1 s counts as one second.
 */
function bySecond(frames: readonly Frame[]): number[] {
  const lastUs = frames.at(-1)?.startUs ?? Number.NEGATIVE_INFINITY;
  const starts = frames.filter((frame, index) => index === 0 || frame.startUs + 1e6 <= lastUs);
  return starts.map((start) =>
    percentOf(
      frames.filter((frame) => frame.startUs >= start.startUs && frame.startUs < start.startUs + 1e6),
      'dropped',
    ),
  );
}

/** Dropped frames in the worst second of the scroll, in percent. */
export const worstSecond: Metric<TimingRecording> = {
  id: 'worst-second',
  version: 1,
  title: 'Dropped frames in the worst second',
  advice: frameAdvice,
  unit: 'percent',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'As dropped-frames, the worst sliding window of 1 s (Chromium’s PercentDroppedFrames worst case)',
  derive: (recording) =>
    duringScroll(recording, (windows) =>
      measured(Math.max(...windows.flatMap(({ frames }) => bySecond(frames)))),
    ),
};
