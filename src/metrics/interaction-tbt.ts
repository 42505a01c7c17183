import type { Metric } from '../core/results/metric.ts';
import { measured, unavailable } from '../core/results/reading.ts';
import { respondingAdvice } from './advice.ts';
import { blockingTimeMs } from './blocking-time.ts';
import type { TimingRecording } from './recordings.ts';

/**
 * Total blocking time of clicks, typing and scrolling (ms): as `tbt`, from the end of the loading to the end
 * of the act. When the page was loaded before, that is the whole act.
 *
 * It grows with the amount of interaction, so it is comparable only within one scenario.
 * Source: Lighthouse's total blocking time of a timespan.
 */
export const interactionTbt: Metric<TimingRecording> = {
  id: 'interaction-tbt',
  version: 1,
  title: 'Total blocking time, interaction',
  advice: respondingAdvice,
  unit: 'ms',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: true,
  source: 'Long Tasks API, summed as by Lighthouse in a timespan',
  derive: ({ longTasks, unreadFrame, noInteraction, loadedBefore, startUs, endUs, loadingEndUs }) => {
    if (noInteraction !== undefined) return unavailable(noInteraction);
    const fromUs = loadedBefore ? startUs : loadingEndUs;
    if (fromUs === undefined) return unavailable('this scenario does not tell loading and interaction apart');
    if (unreadFrame !== undefined) return unavailable(unreadFrame);
    return measured(blockingTimeMs(longTasks, fromUs, endUs));
  },
};
