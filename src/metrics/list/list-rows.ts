import type { ListLook } from '../../core/list-look.ts';
import type { Metric } from '../../core/results/metric.ts';
import { measured, unavailable } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';

/**
 * Rows that the list has room for: its height by the average distance of its rows (count). A list that keeps rows out
 * of the document still has their room.
 */
export const listRows: Metric<ListRecording> = {
  id: 'list-rows',
  version: 1,
  title: 'Rows that the list holds',
  unit: 'count',
  better: 'higher',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Scroll height and boxes of the rows, the most of all looks of the walk',
  derive: ({ steps }) => {
    const held = steps.flatMap(({ look }) => rowsHeld(look));
    return held.length === 0
      ? unavailable('no look of the walk saw two rows')
      : measured(Math.round(Math.max(...held)));
  },
};

function rowsHeld({ pitchPx, attached, roomPx, viewPx }: ListLook): number[] {
  return attached < 2 || pitchPx <= 0 ? [] : [Math.max(attached, (roomPx + viewPx) / pitchPx)];
}
