import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { mostPrimary } from '../../../../src/core/judging/comparison.ts';
import { findsAt, type Stability, stabilityOf } from '../../../../src/core/judging/stability.ts';
import { planLevel } from '../../../../src/core/statistics/sensitivity.ts';
import { elements, end, keyOf, run, wholeCell } from '../sample-journal.ts';

function stabilityOfValues(a: readonly number[], b: readonly number[]): Stability {
  const { cells, metrics } = assemble([
    run,
    ...wholeCell(keyOf(50, 'a'), elements, a),
    ...wholeCell(keyOf(50, 'b'), elements, b),
    end,
  ]);
  const [first, second] = cells;
  if (first === undefined || second === undefined) throw new Error('two cells were expected');
  const [only] = stabilityOf(first, second, metrics);
  if (only === undefined) throw new Error('one metric was expected');
  return only;
}

test('the spread is that of both sides together, by quartiles', () => {
  const { n, median, variation, shift, differs } = stabilityOfValues(
    [90, 100, 110, 100],
    [100, 90, 110, 1_000],
  );
  expect({ n, median, shift, differs }).toEqual({ n: 8, median: 100, shift: 5, differs: false });
  // Quartiles 97.5 and 110: the outlier has no weight.
  expect(variation).toBeCloseTo(12.5 / 1.349 / 100, 10);
});

test('sides that differ are told, and a median of 0 has no share', () => {
  expect(stabilityOfValues([1, 2, 3, 4, 5], [11, 12, 13, 14, 15]).differs).toBe(true);
  expect(stabilityOfValues([0, 0, 0, 0], [0, 0, 0, 1])).toMatchObject({ variation: null, differs: false });
});

test('what the plan of `ab` finds is told for 8, 16 and 32 values a side', () => {
  const steady = stabilityOfValues([96, 100, 104, 100], [96, 100, 104, 100]);
  const share = steady.variation ?? 0;
  expect(share).toBeGreaterThan(0);
  expect(steady.finds).toEqual([8, 16, 32].map((n) => findsAt(steady, n, planLevel(n, mostPrimary))));
  expect(stabilityOfValues([0, 0, 0, 0], [0, 0, 0, 1]).finds).toEqual([null, null, null]);
});

test('what is found is never less than the metric can show', () => {
  const still: Stability = { ...stabilityOfValues([100, 100, 100, 100], [100, 100, 100, 100]) };
  expect(still.variation).toBe(0);
  // One element of a hundred.
  expect(findsAt(still, 8, 0.05)).toBe(0.01);
  expect(findsAt({ ...still, metric: { ...elements, unit: 'ms', resolution: 8 } }, 8, 0.05)).toBe(0.08);
  expect(findsAt({ ...still, variation: 0.5 }, 8, 0.05)).toBeGreaterThan(0.5);
  expect(findsAt(still, 3, 0.05)).toBeNull();
});
