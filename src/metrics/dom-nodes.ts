import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import { growingAdvice } from './advice.ts';
import type { MemoryRecording } from './recordings.ts';

/**
 * Nodes alive in the page's renderer after a forced collection (count).
 *
 * Text nodes, pseudo-elements and detached nodes that are still referenced count, so it shows leaks;
 * it is not `querySelectorAll('*').length`.
 */
export const domNodes: Metric<MemoryRecording> = {
  id: 'dom-nodes',
  version: 1,
  title: 'DOM nodes alive',
  advice: growingAdvice,
  unit: 'count',
  better: 'lower',
  pass: 'memory',
  dependsOnTime: false,
  source: 'Chrome DevTools Protocol, Memory.getDOMCounters',
  derive: ({ nodes }) => measured(nodes),
};
