import type { ListLook } from '../../core/list-look.ts';
import type { Metric } from '../../core/results/metric.ts';
import { measured } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';

/** Places of the walk where rows covered less than half of the list after it had come to rest (count). */
export const blankPlaces: Metric<ListRecording> = {
  id: 'blank-places',
  version: 1,
  title: 'Blank places',
  unit: 'count',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source:
    'Boxes of the rows in view against the visible part of the list, a second after a scroll at the earliest',
  derive: ({ steps }) => measured(steps.filter(({ look }) => isBlank(look)).length),
};

/** A list that is shorter than its box is not blank. */
function isBlank({ inView, viewPx, roomPx }: ListLook): boolean {
  const covered = inView.reduce(
    (sum, { topPx, heightPx }) => sum + Math.min(topPx + heightPx, viewPx) - Math.max(topPx, 0),
    0,
  );
  return roomPx >= 1 && covered < viewPx / 2;
}
