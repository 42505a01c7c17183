import type { Metric } from '../../core/results/metric.ts';
import { measured } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';

/** Places of the walk where the list still moved 3 s after it was scrolled there (count): its height or its rows oscillate. */
export const restlessPlaces: Metric<ListRecording> = {
  id: 'restless-places',
  version: 1,
  title: 'Restless places',
  unit: 'count',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Scroll offset, scroll height and boxes of the rows, frame by frame',
  derive: ({ steps }) => measured(steps.filter(({ look }) => !look.isStill).length),
};
