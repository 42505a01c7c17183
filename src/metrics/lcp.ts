import type { Metric } from '../core/results/metric.ts';
import { loadingAdvice } from './advice.ts';
import type { TimingRecording } from './recordings.ts';
import { paintVital } from './web-vitals.ts';

/** Largest contentful paint of the measured page, as web-vitals reports it from inside the page. */
export const lcp: Metric<TimingRecording> = {
  id: 'lcp',
  version: 1,
  title: 'Largest contentful paint',
  advice: loadingAdvice,
  unit: 'ms',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'web-vitals onLCP (Largest Contentful Paint)',
  // Chromium rounds paint times down to 4 ms in pages that are not cross-origin isolated.
  resolution: 4,
  rounding: 'down',
  derive: (recording) => paintVital(recording, 'LCP'),
};
