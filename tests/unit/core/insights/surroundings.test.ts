import { expect, test } from '@playwright/test';
import { databaseText, loadText, surroundings } from '../../../../src/core/insights/surroundings.ts';
import { waitSeries } from '../../../../src/core/results/database-activity.ts';

type Points = [number, number][];

const series = [
  {
    name: 'traffic-offered',
    points: [
      [0, 10],
      [1_000, 20],
      [2_000, 30],
    ] as Points,
  },
  {
    name: 'traffic-completed',
    points: [
      [0, 10],
      [1_000, 12],
      [2_000, 30],
    ] as Points,
  },
  {
    name: 'database-active',
    points: [
      [1_000, 1],
      [1_250, 4],
      [1_500, 2],
    ] as Points,
  },
  { name: 'database-waiting', points: [[1_250, 3]] as Points },
  { name: 'database-blocked', points: [[1_250, 1]] as Points },
  { name: waitSeries('Lock:tuple'), points: [[1_250, 3]] as Points },
  { name: waitSeries('IO:DataFileRead'), points: [[5_000, 1]] as Points },
];

test('traffic is that of the seconds that a moment touches, the database that of the nearest observations', () => {
  const around = surroundings(series, 1_300, 1_400);
  expect(around).toEqual({
    load: { offered: 20, completed: 12 },
    database: { active: 4, waiting: 3, blocked: 1, waits: ['Lock:tuple'] },
  });
  expect(surroundings(series, 1_900, 2_100).load).toEqual({ offered: 25, completed: 21 });
});

test('a point of the clock that nothing was recorded at is not recorded, not 0', () => {
  expect(surroundings(series, 9_000, 9_100)).toEqual({ load: 'not-recorded', database: 'not-recorded' });
});

test('a cell without traffic says so', () => {
  const around = surroundings([], 0, 100);
  expect(around).toEqual({ load: 'none', database: 'not-recorded' });
  expect(loadText(around)).toBe('no traffic in this cell');
  expect(databaseText(around)).toBe('database: not recorded at this time');
});
