import type { Metric } from '../../core/results/metric.ts';
import { measured } from '../../core/results/reading.ts';
import { growingAdvice } from '../advice.ts';
import type { ListRecording } from './recording.ts';

/** The most elements that the list contained at once, those in open shadow roots included (count). */
export const listElements: Metric<ListRecording> = {
  id: 'list-elements',
  version: 1,
  title: 'Elements in the list',
  advice: growingAdvice,
  unit: 'count',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Tree walk from the scroller through open shadow roots, at each look of the walk',
  derive: ({ steps }) => measured(Math.max(...steps.map(({ look }) => look.elements))),
};
