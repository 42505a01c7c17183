import type { Metric } from '../../core/results/metric.ts';
import { measured, unavailable } from '../../core/results/reading.ts';
import { keysInView } from './keys.ts';
import type { ListRecording } from './recording.ts';

/** Different messages that came into view on the way from end to end (count). */
export const reachedRows: Metric<ListRecording> = {
  id: 'reached-rows',
  version: 1,
  title: 'Messages reached',
  unit: 'count',
  better: 'higher',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Keys of the rows in view at each look of the walk',
  derive: ({ whole, steps }) =>
    whole
      ? measured(new Set(steps.flatMap(keysInView)).size)
      : unavailable('the walk took samples; with --journey it goes from end to end'),
};
