import type { Metric } from '../core/results/metric.ts';
import { measured, unavailable } from '../core/results/reading.ts';
import { frameAdvice } from './advice.ts';
import type { TimingRecording } from './recordings.ts';
import { duringScroll, percentOf } from './scroll-window.ts';

/**
 * Vsyncs of the scroll whose frame lacked the main thread's update, in percent of those that needed a frame:
 * the compositor moved old pixels, so new rows were late.
 *
 * When the main thread moves the list, the figure has no meaning: a list at 60 frames a second reads 0 or
 * 99 %, depending on whether its updates are presented in their own vsync or in the next one, and both look
 * the same.
 */
export const partialFrames: Metric<TimingRecording> = {
  id: 'partial-frames',
  version: 2,
  title: 'Partial frames',
  advice: frameAdvice,
  unit: 'percent',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'Chromium trace event PipelineReporter: STATE_PRESENTED_PARTIAL',
  derive: (recording) =>
    duringScroll(recording, (windows) => {
      const frames = windows.flatMap((window) => window.frames);
      const mainDriven = frames.filter((frame) => frame.mainDriven).length;
      if (2 * mainDriven > frames.filter(({ scrolling }) => scrolling).length) {
        return unavailable(
          'the main thread scrolls the list, so what it is late with is a late frame: see scroll-jank and dropped-frames',
        );
      }
      return measured(percentOf(frames, 'partial'));
    }),
};
