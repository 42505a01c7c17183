import { expect, test } from '@playwright/test';
import { exitCode } from '../../../src/core/errors.ts';
import { exitCodeOf } from '../../../src/core/judging/exit-code.ts';
import { comparedRun } from '../reporters/sample-comparison.ts';

for (const [verdict, strict, code] of [
  ['cannot-tell', false, exitCode.good],
  ['cannot-tell', true, exitCode.missed],
  // Runs of before, and `compare`, say nothing of it.
  ['cannot-tell', undefined, exitCode.missed],
  ['worse', false, exitCode.missed],
  ['invalid', false, exitCode.invalid],
  ['same', true, exitCode.good],
] as const) {
  test(`${verdict} with strict ${strict} exits with ${code}`, () => {
    const run = comparedRun();
    const comparisons = run.comparisons.map((each) => ({ ...each, verdict }));
    expect(exitCodeOf({ ...run, comparisons, options: { ...run.options, strict } })).toBe(code);
  });
}
