import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import { memoryAdvice } from './advice.ts';
import type { MemoryRecording } from './recordings.ts';

/**
 * Nodes in trees outside of any document of which a script still holds at least one node (count).
 *
 * Texts and shadow roots count. Not counted are documents without a frame (DOMParser), the content of
 * templates, and trees that only the browser itself holds; `dom-nodes` counts those too.
 */
export const detachedNodes: Metric<MemoryRecording> = {
  id: 'detached-nodes',
  version: 1,
  title: 'Detached DOM nodes',
  advice: memoryAdvice,
  unit: 'count',
  better: 'lower',
  pass: 'memory',
  dependsOnTime: false,
  source: 'Chrome DevTools Protocol, DOM.getDetachedDomNodes, each node once',
  derive: ({ detachedNodes: nodes }) => measured(nodes),
};
