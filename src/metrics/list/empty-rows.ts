import type { Metric } from '../../core/results/metric.ts';
import { measured } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';
import { share } from './share.ts';

/** Rows in the document that show nothing, neither text nor media, as a share of all: the most of all looks (percent). */
export const emptyRows: Metric<ListRecording> = {
  id: 'empty-rows',
  version: 1,
  title: 'Rows without contents',
  unit: 'percent',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Text and media elements of the rows at each look of the walk',
  derive: ({ steps }) => measured(Math.max(...steps.map(({ look }) => share(look.empty, look.attached)))),
};
