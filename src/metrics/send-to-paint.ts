import { respondingAdvice } from './advice.ts';
import { journeyMetric } from './journey.ts';

/** From the key press that sends to the frame that shows the sender’s own message. */
export const sendToPaint = journeyMetric({
  id: 'send-to-paint',
  version: 1,
  title: 'Send to paint',
  advice: respondingAdvice,
  source: 'Trace: Event.timeStamp of the key to the presentation of the first update with the row in view',
});
