import { loadingAdvice } from './advice.ts';
import { journeyMetric } from './journey.ts';

/**
 * From the key that scrolls to the top of the loaded rows, or the last scroll event of a gesture that reaches
 * it, to the frame that shows older rows.
 */
export const olderPage = journeyMetric({
  id: 'older-page',
  version: 1,
  title: 'Older page in place',
  advice: loadingAdvice,
  source:
    'Trace: Event.timeStamp of the key, or the last scroll event of the gesture, to the presentation of the first update with older rows',
});
