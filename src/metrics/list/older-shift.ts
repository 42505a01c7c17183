import type { Metric } from '../../core/results/metric.ts';
import { measured, unavailable } from '../../core/results/reading.ts';
import type { ListRecording } from './recording.ts';
import { shiftsOf } from './shifts.ts';

/** How far the rows in view moved when older messages were put in front of them, the most of all pages (CSS pixels). */
export const olderShift: Metric<ListRecording> = {
  id: 'older-shift',
  version: 1,
  title: 'Shift by older messages',
  unit: 'px',
  better: 'lower',
  pass: 'visual',
  dependsOnTime: false,
  source: 'Boxes of the rows in view before and after the list grew at its edge',
  derive: (recording) => {
    const shifts = shiftsOf(recording, 'older');
    return shifts.length === 0
      ? unavailable('no older messages were loaded at the edge of the list')
      : measured(Math.max(...shifts));
  },
};
