import { expect, test } from '@playwright/test';
import { guarded } from '../../../src/cli/terminal.ts';
import type { ErrorCode } from '../../../src/core/error-codes.ts';
import { HarnessError } from '../../../src/core/errors.ts';

test('a host that cannot make a device makes a run invalid; other errors keep it from running', async () => {
  const codeOf = async (code: ErrorCode): Promise<typeof process.exitCode> => {
    await guarded(() => Promise.reject(new HarnessError(code, 'It failed.', 'Look.')));
    return process.exitCode;
  };
  const before = process.exitCode;
  try {
    expect(await codeOf('DEVICE_TOO_FAST')).toBe(3);
    expect(await codeOf('DEVICE_NOT_FOUND')).toBe(3);
    expect(await codeOf('URL_INVALID')).toBe(2);
    expect(await codeOf('BROWSER_MISSING')).toBe(2);
    expect(await codeOf('INTERRUPTED')).toBe(130);
  } finally {
    process.exitCode = before;
  }
});
