import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import type { TimingRecording } from './recordings.ts';
import { duringScroll } from './scroll-window.ts';

/**
 * Frames of the scroll that repainted the list, in percent of those that needed a frame. The compositor moves
 * a list that has its own layer without repainting; a list without one is repainted in every frame.
 */
export const repaintedFrames: Metric<TimingRecording> = {
  id: 'repainted-frames',
  version: 1,
  title: 'Frames that repaint the list',
  unit: 'percent',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'Chromium trace event PipelineReporter: SCROLL_RASTER',
  derive: (recording) =>
    duringScroll(recording, (windows) => {
      const frames = windows.flatMap((window) => window.frames);
      return measured((100 * frames.filter(({ repainted }) => repainted).length) / frames.length);
    }),
};
