import { respondingAdvice } from './advice.ts';
import { journeyMetric } from './journey.ts';

/** From the sender’s request to the receiver’s frame that shows the message: the delay between two people. */
export const sendToPixel = journeyMetric({
  id: 'send-to-pixel',
  version: 1,
  title: 'Send to pixel',
  advice: respondingAdvice,
  source:
    'Host monotonic clock: start of the sender’s HTTP request to the presented frame of the receiver’s trace',
});
