import type { Metric } from '../core/results/metric.ts';
import type { TimingRecording } from './recordings.ts';
import { paintVital } from './web-vitals.ts';

/** Cumulative layout shift of the measured page, as web-vitals reports it from inside the page. */
export const cls: Metric<TimingRecording> = {
  id: 'cls',
  version: 1,
  advice: {
    cause: 'Something appears without space that was kept for it.',
    remedy: 'Give media its dimensions, and add rows above the reader without moving what is read.',
  },
  title: 'Cumulative layout shift',
  unit: 'ratio',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'web-vitals onCLS (Layout Instability)',
  derive: (recording) => paintVital(recording, 'CLS'),
};
