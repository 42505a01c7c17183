import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import { frameAdvice } from './advice.ts';
import type { TimingRecording } from './recordings.ts';
import { duringScroll, percentOf } from './scroll-window.ts';

/** Vsyncs of the scroll that needed a frame and got none, in percent of those that needed one. */
export const droppedFrames: Metric<TimingRecording> = {
  id: 'dropped-frames',
  version: 1,
  title: 'Dropped frames',
  advice: frameAdvice,
  unit: 'percent',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'Chromium trace event PipelineReporter: STATE_DROPPED with affects_smoothness',
  derive: (recording) =>
    duringScroll(recording, (windows) =>
      measured(
        percentOf(
          windows.flatMap(({ frames }) => frames),
          'dropped',
        ),
      ),
    ),
};
