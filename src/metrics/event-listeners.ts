import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import { growingAdvice } from './advice.ts';
import type { MemoryRecording } from './recordings.ts';

/**
 * Event listeners of scripts that are alive in the page's renderer after a forced collection (count):
 * on nodes, detached ones included, windows, sockets and every other target.
 */
export const eventListeners: Metric<MemoryRecording> = {
  id: 'event-listeners',
  version: 1,
  title: 'Event listeners',
  advice: growingAdvice,
  unit: 'count',
  better: 'lower',
  pass: 'memory',
  dependsOnTime: false,
  source: 'Chrome DevTools Protocol, Memory.getDOMCounters.jsEventListeners',
  derive: ({ listeners }) => measured(listeners),
};
