import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import type { TimingRecording } from './recordings.ts';

/** Bytes the page received over the shaped link in the window: headers, bodies and WebSocket frames. */
export const transferBytes: Metric<TimingRecording> = {
  id: 'transfer-bytes',
  version: 1,
  title: 'Bytes received',
  unit: 'bytes',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: false,
  source: 'The network shaper’s ledger: TCP payload towards the browser, without the probe host',
  derive: ({ receivedBytes }) => measured(receivedBytes),
};
