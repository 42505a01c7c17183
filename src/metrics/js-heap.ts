import type { Metric } from '../core/results/metric.ts';
import { measured } from '../core/results/reading.ts';
import { memoryAdvice } from './advice.ts';
import type { MemoryRecording } from './recordings.ts';

/** Used JavaScript heap after the collection of recipe 1 (src/instruments/memory.ts), in bytes. */
export const jsHeap: Metric<MemoryRecording> = {
  id: 'js-heap',
  version: 1,
  title: 'JS heap',
  advice: memoryAdvice,
  unit: 'bytes',
  better: 'lower',
  pass: 'memory',
  dependsOnTime: false,
  source: 'Chrome DevTools Protocol, Runtime.getHeapUsage.usedSize after HeapProfiler.collectGarbage',
  derive: ({ heapBytes }) => measured(heapBytes),
};
