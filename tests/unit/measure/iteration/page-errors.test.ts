import { expect, test } from '@playwright/test';
import { errors } from 'playwright';
import { HarnessError } from '../../../../src/core/errors.ts';
import { ofPage } from '../../../../src/measure/iteration/page-errors.ts';

const codeOf = (cause: unknown): Promise<unknown> =>
  ofPage(() => Promise.reject(cause)).catch((error: unknown) =>
    error instanceof HarnessError ? error.code : error,
  );

test('what Playwright throws because of the page has a code of ours', async () => {
  expect(await codeOf(new errors.TimeoutError('locator.click: Timeout 30000ms exceeded.'))).toBe(
    'PAGE_TIMED_OUT',
  );
  const destroyed =
    'page.evaluate: Execution context was destroyed, most likely because of a navigation\nCall log: …';
  expect(await codeOf(new Error(destroyed))).toBe('PAGE_LEFT');
  expect(await codeOf(new Error('page.goto: net::ERR_CONNECTION_REFUSED at http://127.0.0.1:1/'))).toBe(
    'PAGE_UNREACHABLE',
  );
});

test('anything else is thrown as it is', async () => {
  const known = new HarnessError('NOT_SEEN', 'The message was not seen.', 'Look at the page.');
  expect(await codeOf(known)).toBe('NOT_SEEN');
  const closed = new Error('Target page, context or browser has been closed');
  expect(await codeOf(closed)).toBe(closed);
  expect(await ofPage(() => Promise.resolve(7))).toBe(7);
});
