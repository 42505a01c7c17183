import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import { growingAdvice } from './advice.ts';
import type { MemoryRecording } from './recordings.ts';

/** Elements in the documents of the page: open shadow roots and same-process frames count (count). */
export const domElements: Metric<MemoryRecording> = {
  id: 'dom-elements',
  version: 1,
  title: 'DOM elements',
  advice: growingAdvice,
  unit: 'count',
  better: 'lower',
  pass: 'memory',
  dependsOnTime: false,
  source: 'Tree walk from document.documentElement through open shadow roots, every frame',
  derive: ({ elements }) => measured(elements),
};
