import { loadingAdvice } from './advice.ts';
import { journeyMetric } from './journey.ts';

/**
 * From the key that jumps to the top of the loaded rows, or the last scroll event of a gesture that reaches
 * it, to the frame that shows older rows. Version 1 jumped as soon as the first images were decoded, and with
 * the browser's animation.
 */
export const olderPage = journeyMetric({
  id: 'older-page',
  version: 2,
  title: 'Older page in place',
  advice: loadingAdvice,
  source:
    'Trace: Event.timeStamp of the key, or the last scroll event of the gesture, to the presentation of the first update with older rows',
});
