import type { Metric } from '../core/results/metric.ts';
import { measured, unavailable } from '../core/results/reading.ts';
import { frameAdvice } from './advice.ts';
import type { TimingRecording } from './recordings.ts';
import { duringScroll, presentationsUs, type ScrollWindow } from './scroll-window.ts';

function intervalsMs({ frames }: ScrollWindow): number[] {
  const swaps = presentationsUs(frames);
  return swaps.slice(1).map((us, index) => (us - (swaps[index] ?? Number.NaN)) / 1000);
}

/** The longest time between two presented frames of the scroll: the worst stall of the moving list. */
export const longestFrame: Metric<TimingRecording> = {
  id: 'longest-frame',
  version: 1,
  title: 'Longest frame',
  advice: frameAdvice,
  unit: 'ms',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'Chromium trace event PipelineReporter: times between consecutive presentations',
  derive: (recording) =>
    duringScroll(recording, (windows) => {
      const intervals = windows.flatMap(intervalsMs);
      return intervals.length === 0
        ? unavailable('fewer than two frames were presented during the scroll')
        : measured(Math.max(...intervals));
    }),
};
