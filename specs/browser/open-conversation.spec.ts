import { expect, test } from '../../fixtures/index.ts';
import { openConversation } from '../../src/scenarios/open-conversation.ts';

test('opening a media-heavy conversation is fast', {
  tag: ['@open-conversation', '@messages-500', '@two-builds'],
}, async ({ measure }) => {
  expect(await measure(openConversation({ messages: 500 }))).toMeetBudgets();
});
