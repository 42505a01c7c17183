import type { Metric } from '../../core/results/metric.ts';
import { measured, unavailable } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';
import { shiftsOf } from './shifts.ts';

/**
 * How far the rows moved more or less than they were scrolled, the most of all steps of the walk (CSS pixels): heights
 * that were estimated, and corrected later. A step sets the offset at once; no budget is on it.
 */
export const scrollShift: Metric<ListRecording> = {
  id: 'scroll-shift',
  version: 1,
  title: 'Shift after a step',
  unit: 'px',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Boxes of the rows in view before and after a step, against the distance scrolled',
  derive: (recording) => {
    const shifts = shiftsOf(recording, 'step');
    return shifts.length === 0
      ? unavailable('no row was in view before and after a step')
      : measured(Math.max(...shifts));
  },
};
