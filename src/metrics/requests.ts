import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import type { TimingRecording } from './recordings.ts';

/** Requests that the page started in the measured window; answers from a cache count too. */
export const requests: Metric<TimingRecording> = {
  id: 'requests',
  version: 1,
  title: 'Requests',
  unit: 'count',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: false,
  source: 'Chrome DevTools Protocol, Network.requestWillBeSent',
  derive: (recording) => measured(recording.requests),
};
