import { expect, test } from '@playwright/test';
import type { Page } from 'playwright';
import { playLogin } from '../../../src/steps/play-step.ts';

/** A page that finds nothing. */
const nowhere = {
  goto: () => Promise.reject(new Error('no such address: hunter2')),
} as unknown as Page;

for (const option of ['--login', 'login']) {
  test(`an error of a login names where its steps were given: ${option}`, async () => {
    await expect(playLogin(nowhere, [{ kind: 'rest' }], option, 'http://a')).rejects.toThrow(
      `Step 1 of ${option} is "rest"`,
    );
    const failed = playLogin(nowhere, [{ kind: 'goto', url: '/in' }], option, 'http://a');
    await expect(failed).rejects.toThrow(`Step 1 of ${option}, goto, did not succeed.`);
    await expect(failed).rejects.not.toThrow(/hunter2/);
  });
}
