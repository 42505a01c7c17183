import type { Metric } from '../core/results/metric.ts';
import { respondingAdvice } from './advice.ts';
import type { TimingRecording } from './recordings.ts';
import { interactionToNextPaint } from './web-vitals.ts';

/** Interaction to next paint of the measured page, as web-vitals reports it from inside the page. */
export const inp: Metric<TimingRecording> = {
  id: 'inp',
  version: 1,
  title: 'Interaction to next paint',
  advice: respondingAdvice,
  unit: 'ms',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'web-vitals onINP (Event Timing)',
  // Event Timing rounds durations to the nearest 8 ms.
  resolution: 8,
  derive: interactionToNextPaint,
};
