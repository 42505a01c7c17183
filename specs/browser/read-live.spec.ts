import { expect, test } from '../../fixtures/index.ts';
import { readLive } from '../../src/scenarios/read-live.ts';

// The shortest first: what 2,000 messages cost is judged against it.
for (const messages of [50, 2_000]) {
  test(titleOf(messages), {
    tag: ['@read-live', `@messages-${messages}`],
  }, async ({ measure }) => {
    expect(await measure(readLive({ messages }))).toMeetBudgets();
  });
}

function titleOf(messages: number): string {
  return messages === 50
    ? 'messages that arrive appear at once, among 50: the base of what longer conversations may cost'
    : 'messages that arrive appear at once, among 2,000';
}
