import type { Metric } from '../../core/results/metric.ts';
import { measured } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';
import { share } from './share.ts';

/** Row elements that show another message than when they were first seen, as a share of all: the most of all looks (percent). */
export const recycledRows: Metric<ListRecording> = {
  id: 'recycled-rows',
  version: 1,
  title: 'Recycled row elements',
  unit: 'percent',
  better: 'higher',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Identity of the row elements and their keys over the walk',
  derive: ({ steps }) => measured(Math.max(...steps.map(({ look }) => share(look.recycled, look.attached)))),
};
