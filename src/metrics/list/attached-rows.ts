import type { Metric } from '../../core/results/metric.ts';
import { measured } from '../../core/results/reading.ts';
import { growingAdvice } from '../advice.ts';
import type { ListRecording } from './recording.ts';

/** The most rows that were in the document at once, wherever the list was scrolled (count). */
export const attachedRows: Metric<ListRecording> = {
  id: 'attached-rows',
  version: 1,
  title: 'Rows in the document',
  advice: growingAdvice,
  unit: 'count',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'querySelectorAll of the row within the list and its open shadow roots, at each look of the walk',
  derive: ({ steps }) => measured(Math.max(...steps.map(({ look }) => look.attached))),
};
