import { journeyMetric } from './journey.ts';

/** From the key that scrolls to the top of what is loaded, or the gesture that came there, to the frame that shows more. */
export const olderPage = journeyMetric({
  id: 'older-page',
  version: 1,
  title: 'Older page in place',
  source:
    'Trace: Event.timeStamp of the key, or the end of the gesture, to the presentation of the first update with older rows',
});
