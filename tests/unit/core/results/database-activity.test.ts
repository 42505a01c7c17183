import { expect, test } from '@playwright/test';
import { pooledActivity, waitOf, waitSeries } from '../../../../src/core/results/database-activity.ts';

test('a wait is found again in the name of its series, and in no other', () => {
  expect(waitOf(waitSeries('Lock:tuple'))).toBe('Lock:tuple');
  expect(waitOf('database-waiting')).toBeUndefined();
});

test('stretches are added up, statement by statement', () => {
  const stretch = (observations: number, longestMs: number) => ({
    observations: 100,
    gaps: 1,
    maxConnections: 40,
    statements: [{ text: 'select $1', observations, longestMs }],
  });
  const other = { text: 'update t', observations: 20, longestMs: 5 };
  const pooled = pooledActivity([
    stretch(4, 9),
    { ...stretch(8, 3), statements: [...stretch(8, 3).statements, other] },
  ]);
  expect(pooled).toEqual({
    observations: 200,
    gaps: 2,
    maxConnections: 40,
    statements: [other, { text: 'select $1', observations: 12, longestMs: 9 }],
  });
});
