import { expect, test } from '@playwright/test';
import { blankRuns, restedLook } from '../../../src/core/blank-lines.ts';

/** Lines from a drawing: `#` where something is drawn. */
const lines = (drawing: string): boolean[] => [...drawing].map((line) => line === '#');

const row = '#'.repeat(10);
const gap = '.'.repeat(4);

test('what lies between rows at rest is no blank', () => {
  const rested = restedLook([lines(row + gap + row), lines(gap + row + row)]);
  expect(rested.gap).toBe(4);
  // The threshold is 4 × 1.5 + 8 lines.
  expect(blankRuns(lines(row + '.'.repeat(14)), rested)).toEqual([]);
  // Half a gap belongs to the row.
  expect(blankRuns(lines('#'.repeat(9) + '.'.repeat(15)), rested)).toEqual([
    Array.from({ length: 13 }, (_, index) => 11 + index),
  ]);
  expect(blankRuns(lines('.'.repeat(24)), rested).flat()).toHaveLength(24);
});

test('lines on which nothing is ever drawn belong to what lies over the list', () => {
  const over = '.'.repeat(20);
  const rested = restedLook([lines(row + over + row), lines(row + over + row)]);
  expect(rested.gap).toBe(0);
  expect(rested.used.filter(Boolean)).toHaveLength(20);
  // They neither count nor end a run.
  const [run, ...others] = blankRuns(lines('.'.repeat(40)), rested);
  expect(others).toEqual([]);
  expect(run).toHaveLength(20);
});
