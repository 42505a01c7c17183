import { journeyMetric } from './journey.ts';

/**
 * From the sender’s request to the end of the backend’s answer, unshaped: the backend’s part of
 * `send-to-pixel`. `message-to-pixel` is the rest, unless the message arrives before the answer.
 */
export const sendToAcknowledge = journeyMetric({
  id: 'send-to-acknowledge',
  version: 1,
  title: 'Send to acknowledgement',
  source: 'Host monotonic clock: start of the sender’s HTTP request to the end of its answer',
});
