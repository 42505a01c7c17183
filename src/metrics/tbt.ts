import type { Metric } from '../core/results/metric.ts';
import { measured, unavailable } from '../core/results/reading.ts';
import { respondingAdvice } from './advice.ts';
import { blockingTimeMs } from './blocking-time.ts';
import type { TimingRecording } from './recordings.ts';

/**
 * Total blocking time of the loading (ms): time of long tasks in all frames beyond 50 ms each, from the first
 * contentful paint to the end of the loading. Tasks are cut at both ends, as Lighthouse does.
 *
 * Lighthouse ends its window at time to interactive, which a page with live sockets never reaches. This
 * window ends when the page has come to rest (docs/measuring.md) or, in a scenario that does not wait for
 * that, with the act.
 */
export const tbt: Metric<TimingRecording> = {
  id: 'tbt',
  version: 2,
  title: 'Total blocking time',
  advice: respondingAdvice,
  unit: 'ms',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'Long Tasks API, summed as web.dev/articles/tbt and cut as Lighthouse does',
  derive: ({ longTasks, unreadFrame, loadedBefore, firstPaintUs, endUs, loadingEndUs = endUs }) => {
    if (loadedBefore) return unavailable('the page was loaded before the measured window');
    if (firstPaintUs === undefined) return unavailable('the page painted nothing in the window');
    if (unreadFrame !== undefined) return unavailable(unreadFrame);
    return measured(blockingTimeMs(longTasks, firstPaintUs, loadingEndUs));
  },
};
