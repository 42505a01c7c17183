import { expect, test } from '@playwright/test';
import { retryAfterMs } from '../../../../src/targets/reference-chat/api-client.ts';

const date = 'Wed, 21 Oct 2026 07:28:00 GMT';

for (const [name, headers, expected] of [
  ['seconds', { 'retry-after': '3' }, 3_000],
  [
    'a date, against the date of the answer',
    { 'retry-after': 'Wed, 21 Oct 2026 07:28:10 GMT', date },
    10_000,
  ],
  ['a date in the past', { 'retry-after': 'Wed, 21 Oct 2026 07:27:00 GMT', date }, null],
  ['a date without one to compare', { 'retry-after': date }, null],
  ['nothing', {}, null],
  ['nonsense', { 'retry-after': 'soon', date }, null],
  ['a negative number', { 'retry-after': '-3', date }, null],
] as const) {
  test(`Retry-After: ${name}`, () => {
    expect(retryAfterMs(new Headers(headers))).toBe(expected);
  });
}
