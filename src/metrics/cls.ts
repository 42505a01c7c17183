import type { Metric } from '../core/results/metric.ts';
import type { TimingRecording } from './recordings.ts';

/** Cumulative layout shift of the measured page, as web-vitals reports it from inside the page. */
export const cls: Metric<TimingRecording> = {
  id: 'cls',
  version: 1,
  title: 'Cumulative layout shift',
  unit: 'ratio',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'web-vitals onCLS (Layout Instability)',
  derive: ({ vitals }) => vitals.cls,
};
