import type { Metric } from '../core/results/metric.ts';
import { measured, unavailable } from '../core/results/reading.ts';
import { memoryAdvice } from './advice.ts';
import type { MemoryRecording } from './recordings.ts';

/** Memory of ArrayBuffers and strings outside of the heap, which `js-heap` does not include (bytes). */
export const backingStore: Metric<MemoryRecording> = {
  id: 'backing-store',
  version: 1,
  title: 'Backing store',
  advice: memoryAdvice,
  unit: 'bytes',
  better: 'lower',
  pass: 'memory',
  dependsOnTime: false,
  source: 'Chrome DevTools Protocol, Runtime.getHeapUsage.backingStorageSize',
  derive: ({ backingStoreBytes }) =>
    backingStoreBytes === undefined
      ? unavailable('this browser does not report the backing store')
      : measured(backingStoreBytes),
};
