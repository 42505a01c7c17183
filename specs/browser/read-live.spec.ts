import { expect, test } from '../../fixtures/index.ts';
import { readLive } from '../../src/scenarios/read-live.ts';

test('messages that arrive appear at once, among 2,000', { tag: ['@read-live', '@messages-2000'] }, async ({
  measure,
}) => {
  expect(await measure(readLive({ messages: 2_000 }))).toMeetBudgets();
});
