import { expect, test } from '@playwright/test';
import { countTests } from '../../.ci/step.ts';

test('the count of tests is taken from the report, and a file that does not load is a failure', () => {
  const report = (errors: object[]): string =>
    JSON.stringify({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 3 }, errors });
  expect(countTests(report([]))).toEqual({ passed: 8, failed: 1 });
  expect(countTests(report([{ message: 'SyntaxError' }]))).toEqual({ passed: 8, failed: 2 });
  expect(() => countTests('{}')).toThrow();
});
