import { expect, test } from '../../fixtures/index.ts';
import { sendMessage } from '../../src/scenarios/send-message.ts';

test('typing and sending respond at once', {
  tag: ['@send-message', '@messages-500', '@two-builds'],
}, async ({ measure }) => {
  expect(await measure(sendMessage({ messages: 500 }))).toMeetBudgets();
});
