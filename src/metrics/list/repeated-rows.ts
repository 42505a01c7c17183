import type { Metric } from '../../core/results/metric.ts';
import { measured, unavailable } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';

/** Messages that stood in the list more than once at a time (count). */
export const repeatedRows: Metric<ListRecording> = {
  id: 'repeated-rows',
  version: 1,
  title: 'Messages shown twice',
  unit: 'count',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Rows with the same key at one look of the walk',
  derive: ({ keyAttribute, steps }) =>
    keyAttribute === null
      ? unavailable('the rows have no attribute that identifies them; --key names one')
      : measured(new Set(steps.flatMap(({ look }) => look.repeated)).size),
};
