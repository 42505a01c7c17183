import type { Metric } from '../../core/results/metric.ts';
import { measured } from '../../core/results/reading.ts';
import { keysInView } from './keys.ts';
import type { ListRecording } from './recording.ts';
import { share } from './share.ts';

/**
 * Of the messages that came into view during the walk, those that are still in the document at its end (percent). A
 * list that never removes a row keeps all of them.
 */
export const keptRows: Metric<ListRecording> = {
  id: 'kept-rows',
  version: 1,
  title: 'Rows that stay in the document',
  unit: 'percent',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Keys of the rows in view at each look of the walk, and of all rows in the document at its end',
  derive: ({ steps, attachedAtEnd }) => {
    const seen = [...new Set(steps.flatMap(keysInView))];
    const attached = new Set(attachedAtEnd);
    return measured(share(seen.filter((key) => attached.has(key)).length, seen.length));
  },
};
