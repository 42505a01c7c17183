import { expect, test } from '@playwright/test';
import { runtimeError } from '../../../src/instruments/lighthouse.ts';

const url = 'http://127.0.0.1:4000/c/1';

test('what Lighthouse could not audit is blamed on whoever failed', () => {
  const failedDocument = (code: string) =>
    runtimeError(url, {
      code: 'FAILED_DOCUMENT_REQUEST',
      message: `Lighthouse was unable to reliably load the page you requested. (Details: net::${code})`,
    });
  expect(failedDocument('ERR_NETWORK_CHANGED')).toMatchObject({ code: 'NETWORK_LOST' });
  expect(failedDocument('ERR_CONNECTION_REFUSED')).toMatchObject({ code: 'PAGE_UNREACHABLE' });
  expect(
    runtimeError(url, { code: 'TARGET_CRASHED', message: 'Browser tab has unexpectedly crashed.' }),
  ).toMatchObject({ code: 'PAGE_CRASHED' });
  expect(runtimeError(url, { code: 'NO_FCP', message: 'The page did not paint any content.' })).toMatchObject(
    {
      code: 'LIGHTHOUSE_FAILED',
    },
  );
});
