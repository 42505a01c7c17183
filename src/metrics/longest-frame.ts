import type { Metric } from '../core/metric.ts';
import { measured, unavailable } from '../core/reading.ts';
import type { TimingRecording } from './recordings.ts';
import { duringScroll, type ScrollWindow } from './scroll-window.ts';

function intervalsMs({ frames }: ScrollWindow): number[] {
  const presented = frames.flatMap((frame) => (frame.presentedUs === undefined ? [] : [frame]));
  return presented.slice(1).map((frame, index) => {
    const before = presented[index];
    return ((frame.presentedUs ?? Number.NaN) - (before?.presentedUs ?? Number.NaN)) / 1000;
  });
}

/** The longest time between two presented frames of the scroll: the worst stall of what moves. */
export const longestFrame: Metric<TimingRecording> = {
  id: 'longest-frame',
  version: 1,
  title: 'Longest frame',
  unit: 'ms',
  better: 'lower',
  pass: 'timing',
  source: 'Chromium trace event PipelineReporter: presentation times of consecutive presented vsyncs',
  derive: (recording) =>
    duringScroll(recording, (windows) => {
      const intervals = windows.flatMap(intervalsMs);
      return intervals.length === 0
        ? unavailable('fewer than two frames were presented during the scroll')
        : measured(Math.max(...intervals));
    }),
};
