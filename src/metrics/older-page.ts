import { journeyMetric } from './journey.ts';

/** From the key that scrolls to the top of what is loaded to the frame that shows older messages. */
export const olderPage = journeyMetric({
  id: 'older-page',
  version: 1,
  title: 'Older page in place',
  source: 'Trace: Event.timeStamp of the key to the presentation of the first update with older rows',
});
