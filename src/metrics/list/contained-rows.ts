import type { Metric } from '../../core/results/metric.ts';
import { measured } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';
import { share } from './share.ts';

/** Rows whose contents the browser does not render out of view, as a share of all: the most of all looks (percent). */
export const containedRows: Metric<ListRecording> = {
  id: 'contained-rows',
  version: 1,
  title: 'Rows with content-visibility',
  unit: 'percent',
  better: 'higher',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Computed content-visibility of the rows at each look of the walk',
  derive: ({ steps }) => measured(Math.max(...steps.map(({ look }) => share(look.contained, look.attached)))),
};
