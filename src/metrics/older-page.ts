import { journeyMetric } from './journey.ts';

/** From the key that scrolls to the top of what is loaded, or the frame in which a gesture came there, to the frame that shows more. */
export const olderPage = journeyMetric({
  id: 'older-page',
  version: 1,
  title: 'Older page in place',
  source:
    'Trace: Event.timeStamp of the key, or the last scroll event of the gesture, to the presentation of the first update with older rows',
});
