import type { Metric } from '../core/metric.ts';
import { measured } from '../core/reading.ts';
import type { TimingRecording } from './recordings.ts';
import { duringScroll, percentOf } from './scroll-window.ts';

/**
 * Vsyncs of the scroll whose frame lacked the main thread's update, in percent of those that wanted
 * a frame: the compositor moved old pixels, so new rows were late.
 */
export const partialFrames: Metric<TimingRecording> = {
  id: 'partial-frames',
  version: 1,
  title: 'Partial frames',
  unit: 'percent',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'Chromium trace event PipelineReporter: STATE_PRESENTED_PARTIAL',
  derive: (recording) =>
    duringScroll(recording, (windows) =>
      measured(
        percentOf(
          windows.flatMap(({ frames }) => frames),
          'partial',
        ),
      ),
    ),
};
