import type { Metric } from '../../core/results/metric.ts';
import { measured, unavailable } from '../../core/results/reading.ts';
import { keysInView } from './keys.ts';
import type { ListRecording } from './recording.ts';

/**
 * Messages that came into view on only one of the two ways, from end to end and back (count). The looks overlap, so
 * each message of a list that keeps them comes into view twice.
 */
export const lostRows: Metric<ListRecording> = {
  id: 'lost-rows',
  version: 1,
  title: 'Messages lost on the way',
  unit: 'count',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Keys of the rows in view at each look of the walk',
  derive: ({ whole, steps, turnedAt }) => {
    if (!whole) return unavailable('the walk took samples; with --journey it goes from end to end');
    const away = new Set(steps.slice(0, turnedAt).flatMap(keysInView));
    const back = new Set(steps.slice(turnedAt - 1).flatMap(keysInView));
    return measured(
      [...away].filter((key) => !back.has(key)).length + [...back].filter((key) => !away.has(key)).length,
    );
  },
};
