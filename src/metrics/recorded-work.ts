/** The work of a recorded pass by its kind. */
import type { Metric } from '../core/results/metric.ts';
import { measured, unavailable } from '../core/results/reading.ts';
import type { RecordedWork, WorkKind } from '../core/results/recorded-work.ts';

const source = 'DevTools trace of the recorded pass';
/** Frames and timers drive a part of all this work. */
const common = { version: 1, better: 'lower', pass: 'recorded', dependsOnTime: true } as const;

/**
 * CPU time by the thread's clock: comparable between the arms of one run, since the recorder slows down both.
 */
function cpuTime(id: string, title: string, kind: WorkKind, events: string): Metric<RecordedWork> {
  return {
    ...{ ...common, id, title, unit: 'ms', source: `${source}, ${events} by the thread's clock` },
    derive: ({ cpuMs }) =>
      cpuMs === null ? unavailable('the trace has no clock of the thread') : measured(cpuMs[kind]),
  };
}

export const recordedWorkMetrics: readonly Metric<RecordedWork>[] = [
  {
    ...{ ...common, id: 'forced-layouts', title: 'Forced layouts', unit: 'count' },
    source: `${source}, Layout with a stack of the page's scripts`,
    derive: ({ forcedLayouts }) => measured(forcedLayouts),
  },
  {
    ...{ ...common, id: 'drawn-tiles', title: 'Tiles drawn', unit: 'count' },
    source: `${source}, RasterTask`,
    derive: ({ tiles }) => measured(tiles),
  },
  cpuTime('paint-time', 'Paint, CPU time', 'paint', 'PrePaint, Paint, Layerize and Commit'),
  cpuTime('parse-time', 'Parsing, CPU time', 'parse', 'ParseHTML and ParseAuthorStyleSheet'),
  cpuTime('gc-time', 'Garbage collection, CPU time', 'gc', 'MinorGC, MajorGC and V8.GC*'),
];
