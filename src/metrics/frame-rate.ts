import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import { frameAdvice } from './advice.ts';
import type { TimingRecording } from './recordings.ts';
import { duringScroll, presentationsUs, type ScrollWindow } from './scroll-window.ts';

function presentedWithin({ frames, startUs, endUs }: ScrollWindow): number {
  return presentationsUs(frames).filter((us) => us >= startUs && us < endUs).length;
}

/** Frames presented in each second of the scroll; partial ones count, since they show something new. */
export const frameRate: Metric<TimingRecording> = {
  id: 'frame-rate',
  version: 1,
  title: 'Frame rate',
  advice: frameAdvice,
  unit: 'per-second',
  better: 'higher',
  pass: 'timing',
  dependsOnTime: true,
  source: 'Chromium trace event PipelineReporter: presentations over the time of the scroll',
  derive: (recording) =>
    duringScroll(recording, (windows) => {
      const presented = windows.reduce((sum, window) => sum + presentedWithin(window), 0);
      const durationUs = windows.reduce((sum, { startUs, endUs }) => sum + endUs - startUs, 0);
      return measured((presented * 1e6) / durationUs);
    }),
};
