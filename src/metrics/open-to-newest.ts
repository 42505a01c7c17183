import { loadingAdvice } from './advice.ts';
import { journeyMetric } from './journey.ts';

/** From the start of the navigation to the frame that shows the conversation’s newest message. */
export const openToNewest = journeyMetric({
  id: 'open-to-newest',
  version: 1,
  title: 'Open to newest message',
  advice: loadingAdvice,
  source: 'Trace: navigationStart to the presentation of the first update after the row was in view',
});
