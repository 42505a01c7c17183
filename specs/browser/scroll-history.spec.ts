import { expect, test } from '../../fixtures/index.ts';
import { scrollHistory } from '../../src/scenarios/scroll-history.ts';

// The shortest first: growth is judged against it.
for (const messages of [50, 150, 500, 2_000]) {
  test(titleOf(messages), {
    // Between two sizes that the quick suite measures, this one adds only time.
    tag: ['@scroll-history', `@messages-${messages}`, ...(messages === 500 ? ['@nightly'] : [])],
  }, async ({ measure }) => {
    expect(await measure(scrollHistory({ messages }))).toMeetBudgets();
  });
}

function titleOf(messages: number): string {
  return messages === 50
    ? 'scrolling 50 messages is smooth, the base of what longer conversations may cost'
    : `scrolling ${messages} messages costs no more than scrolling 50`;
}
