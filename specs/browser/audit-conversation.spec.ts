import { expect, test } from '../../fixtures/index.ts';
import { auditConversation } from '../../src/scenarios/audit-conversation.ts';

test('Lighthouse audits a conversation', { tag: ['@audit-conversation', '@messages-500'] }, async ({
  measure,
}) => {
  expect(await measure(auditConversation({ messages: 500 }))).toMeetBudgets();
});
