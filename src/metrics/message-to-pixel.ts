import { respondingAdvice } from './advice.ts';
import { journeyMetric } from './journey.ts';

/** From the backend’s acknowledgement to the sender to the receiver’s frame that shows the message. */
export const messageToPixel = journeyMetric({
  id: 'message-to-pixel',
  version: 1,
  title: 'Message to pixel',
  advice: respondingAdvice,
  source:
    'Host monotonic clock: end of the sender’s HTTP answer to the presented frame of the receiver’s trace',
});
