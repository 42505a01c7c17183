import type { Metric } from '../../core/results/metric.ts';
import { measured } from '../../core/results/reading.ts';
import { median } from '../../core/statistics/statistics.ts';
import type { ListRecording } from './recording.ts';

/** Rows that the visible part of the list shows, the median over the looks of the walk (count). */
export const rowsInView: Metric<ListRecording> = {
  id: 'rows-in-view',
  version: 1,
  title: 'Rows in view',
  unit: 'count',
  better: 'higher',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Boxes of the rows against the visible part of the scroller',
  derive: ({ steps }) => measured(median(steps.map(({ look }) => look.inView.length))),
};
