import type { Metric } from '../core/results/metric.ts';
import { loadingAdvice } from './advice.ts';
import type { TimingRecording } from './recordings.ts';
import { paintVital } from './web-vitals.ts';

/** First contentful paint of the measured page, as web-vitals reports it from inside the page. */
export const fcp: Metric<TimingRecording> = {
  id: 'fcp',
  version: 1,
  title: 'First contentful paint',
  advice: loadingAdvice,
  unit: 'ms',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'web-vitals onFCP (Paint Timing)',
  // Chromium rounds paint times down to 4 ms in pages that are not cross-origin isolated.
  resolution: 4,
  rounding: 'down',
  derive: (recording) => paintVital(recording, 'FCP'),
};
