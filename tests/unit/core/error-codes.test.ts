import { expect, test } from '@playwright/test';
import { blameOf, type ErrorCode, isErrorCode } from '../../../src/core/error-codes.ts';
import { HarnessError } from '../../../src/core/errors.ts';

test('a misspelt code does not compile', () => {
  // @ts-expect-error The types are what is tested: this line fails `npm run check` once they allow it.
  expect(new HarnessError('NOT_SEN', 'It happened.', 'Do something.').message).toContain('NOT_SEN');
  const known: ErrorCode = 'NOT_SEEN';
  expect([isErrorCode(known), isErrorCode('NOT_SEN'), isErrorCode('toString')]).toEqual([true, false, false]);
});

test('before its first success most failures of a page are those of the request', () => {
  expect(blameOf('PAGE_STATUS')).toEqual({ fault: 'page', atFirst: 'request', excusable: false });
  expect(blameOf('NOT_SEEN')).toEqual({ fault: 'page', atFirst: 'page', excusable: true });
  expect(blameOf('BROWSER_DIED').fault).toBe('environment');
});
