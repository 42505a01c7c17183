import type { Metric } from '../core/metric.ts';
import { measured } from '../core/reading.ts';
import type { TimingRecording } from './recordings.ts';

/** Beyond this a task blocks: the limit of the Long Tasks specification. */
const blockingMs = 50;

/**
 * Total blocking time (ms): what long tasks took beyond 50 ms each, from the first contentful paint
 * (or the start of the window when the page was there before) to the end of the window.
 *
 * Lighthouse ends its window at time to interactive, which a page with live sockets never reaches;
 * ours ends with the scenario's act, so it compares within a scenario only.
 */
export const tbt: Metric<TimingRecording> = {
  id: 'tbt',
  version: 1,
  title: 'Total blocking time',
  unit: 'ms',
  better: 'lower',
  pass: 'timing',
  source: 'Long Tasks API, summed as web.dev/articles/tbt',
  derive: ({ longTasks, firstPaintUs, startUs, endUs }) => {
    const fromUs = firstPaintUs === undefined ? startUs : Math.max(firstPaintUs, startUs);
    const during = longTasks.filter(
      (task) => task.startUs + task.durationMs * 1000 > fromUs && task.startUs < endUs,
    );
    return measured(during.reduce((sum, task) => sum + Math.max(0, task.durationMs - blockingMs), 0));
  },
};
