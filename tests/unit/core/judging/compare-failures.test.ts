import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { exitCode } from '../../../../src/core/errors.ts';
import { exitCodeOf } from '../../../../src/core/judging/exit-code.ts';
import type { JournalRecord } from '../../../../src/core/results/journal.ts';
import type { Results } from '../../../../src/core/results/results.ts';
import { fisherTail } from '../../../../src/core/statistics/proportion.ts';
import { failureNotes } from '../../../../src/reporters/comparison.ts';
import { whatToLookAt } from '../../../../src/reporters/headline.ts';
import { junitXml } from '../../../../src/reporters/junit.ts';
import { begin, elements, end, finish, frameRate, iterate, keyOf, run } from '../sample-journal.ts';

/** Twenty iterations of each pass and arm; so many memory iterations of each arm failed. */
function compared(failed: { a: number; b: number }): Results {
  const arm = (id: 'a' | 'b', shift: number): JournalRecord[] => {
    const key = keyOf(50, id);
    const memory = Array.from({ length: 20 }, (_, index) =>
      index < failed[id]
        ? iterate(key, index, { status: 'failed', reason: 'The page crashed.' })
        : iterate(key, index, { readings: { [elements.id]: 200 + (index % 5) } }),
    );
    const timing = Array.from({ length: 20 }, (_, index) =>
      iterate(key, 20 + index, {
        pass: 'timing',
        readings: { [frameRate.id]: 40 + shift + (index % 5) / 10 },
      }),
    );
    return [begin(key), ...memory, ...timing, finish(key)];
  };
  const { scenario, params, profile } = keyOf(50);
  const plan = { alpha: 0.05, primary: [frameRate.id], minEffect: 0.05, looks: null };
  const comparison = {
    ...{ scenario, params, profile, plan, look: null },
    baseline: { label: 'before', arm: 'a' },
    candidate: { label: 'after', arm: 'b' },
  };
  // The candidate is better by far in what decides.
  return assemble([run, ...arm('a', 0), ...arm('b', 20), { type: 'comparison', comparison }, end]);
}

test('without failures the primary metrics decide', () => {
  const results = compared({ a: 0, b: 0 });
  expect(results.comparisons).toMatchObject([{ verdict: 'better' }]);
  expect(results.comparisons[0]?.failures).toBeUndefined();
  expect(exitCodeOf(results)).toBe(exitCode.good);
});

test('a candidate that fails once is not called better, although no primary metric lost a value', () => {
  const results = compared({ a: 0, b: 1 });
  expect(results.comparisons).toMatchObject([
    {
      verdict: 'cannot-tell',
      failures: { baseline: { failed: 0, of: 40 }, candidate: { failed: 1, of: 40 } },
    },
  ]);
  expect(results.comparisons[0]?.metrics).toMatchObject([
    { metric: frameRate.id, status: 'better' },
    { metric: elements.id },
  ]);
  expect(exitCodeOf(results)).toBe(exitCode.missed);
});

test('one that fails more often is worse, and every report says why', () => {
  const results = compared({ a: 0, b: 8 });
  const [comparison] = results.comparisons;
  expect(comparison).toMatchObject({ verdict: 'worse' });
  const note =
    'The page failed in 8 of 40 iterations of after and 0 of 40 of before (p = 0.0027 for more often; a false alarm in at most 2.5 % more): The page crashed.';
  expect(comparison && failureNotes(comparison)).toEqual([note]);
  expect(whatToLookAt(results)).toBe(`Look first at why the page failed: ${note}`);
  expect(junitXml(results)).toMatch(/failure-rate">\s+<failure type="worse"/);
});

test('a baseline that fails and a candidate that does not is told, and no reason against it', () => {
  const results = compared({ a: 8, b: 0 });
  expect(results.comparisons).toMatchObject([{ verdict: 'better', failures: { baseline: { failed: 8 } } }]);
  // The arms of a comparison have no verdict of their own.
  expect(results.verdict).toBeNull();
  expect(exitCodeOf(results)).toBe(exitCode.good);
});

test('Fisher’s exact test: the tea taster, and the bounds', () => {
  const share = (failed: number, of: number) => ({ failed, of });
  // Of eight cups three of four were called rightly: p = 17/70, and all four 1/70.
  expect(fisherTail(share(1, 4), share(3, 4))).toBeCloseTo(17 / 70, 12);
  expect(fisherTail(share(0, 4), share(4, 4))).toBeCloseTo(1 / 70, 12);
  expect(fisherTail(share(3, 9), share(0, 9))).toBe(1);
  expect(fisherTail(share(9, 9), share(9, 9))).toBe(1);
});
