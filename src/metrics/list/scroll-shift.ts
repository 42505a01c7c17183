import type { Metric } from '../../core/results/metric.ts';
import { measured, unavailable } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';
import { shiftsOf } from './shifts.ts';

/**
 * How far the rows moved more or less than they were scrolled, the most of all gestures of the walk (CSS pixels): heights
 * that were estimated, and corrected in view.
 */
export const scrollShift: Metric<ListRecording> = {
  id: 'scroll-shift',
  version: 1,
  title: 'Shift after a scroll',
  unit: 'px',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Boxes of the rows in view before and after a gesture, against the distance scrolled',
  derive: (recording) => {
    const shifts = shiftsOf(recording, 'gesture');
    return shifts.length === 0
      ? unavailable('no row was in view before and after a gesture')
      : measured(Math.max(...shifts));
  },
};
