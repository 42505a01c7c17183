import type { Metric } from '../core/metric.ts';
import { measured } from '../core/reading.ts';
import type { TimingRecording } from './recordings.ts';
import { duringScroll } from './scroll-window.ts';

/** Frames presented in each second of the scroll; partial ones count, for something new was shown. */
export const frameRate: Metric<TimingRecording> = {
  id: 'frame-rate',
  version: 1,
  title: 'Frame rate',
  unit: 'per-second',
  better: 'higher',
  pass: 'timing',
  source: 'Chromium trace event PipelineReporter: presented vsyncs over the time of the scroll',
  derive: (recording) =>
    duringScroll(recording, (windows) => {
      const presented = windows.flatMap(({ frames }) =>
        frames.filter((frame) => frame.presentedUs !== undefined),
      );
      // n frames span n − 1 intervals: each window's last vsync starts where the window ends.
      const intervals = presented.length - windows.length;
      return measured((1000 * intervals) / windows.reduce((sum, { durationMs }) => sum + durationMs, 0));
    }),
};
