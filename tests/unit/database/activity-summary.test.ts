import { expect, test } from '@playwright/test';
import { mostStatements } from '../../../src/core/results/database-activity.ts';
import type { ActivityObservation, ActivitySample } from '../../../src/database/activity.ts';
import { summarizeActivity } from '../../../src/database/activity-summary.ts';
import { activitySeries } from '../../../src/measure/series.ts';

function observed(atUs: number, change: Partial<ActivityObservation>): ActivityObservation {
  const nothing = { states: {}, waits: {}, queries: [], blocked: [] };
  return { atUs, kind: 'observed', ...nothing, connections: 7, maxConnections: 100, ...change };
}

const query = (text: string, longestMs: number) => ({ queryId: null, text, sessions: 1, longestMs });
const samples: ActivitySample[] = [
  observed(1_000_000, {
    states: { active: 3 },
    waits: { CPU: 1, 'Lock:tuple': 2 },
    queries: [query('update a', 40), query('update a', 4), query('select b', 2)],
    blocked: [{ pid: 2, by: [1] }],
  }),
  { atUs: 1_250_000, kind: 'gap', reason: 'the connection was lost' },
  observed(1_500_000, { states: { active: 1 }, waits: { CPU: 1 }, queries: [query('update a', 60)] }),
];

test('statements are counted once an observation, with their longest run', () => {
  expect(summarizeActivity(samples)).toEqual({
    observations: 2,
    gaps: 1,
    maxConnections: 100,
    statements: [
      { text: 'update a', observations: 2, longestMs: 60 },
      { text: 'select b', observations: 1, longestMs: 2 },
    ],
  });
});

test('of many statements those seen most often are kept', () => {
  const many = Array.from({ length: 30 }, (_, index) => query(`select ${index}`, index));
  const { statements } = summarizeActivity([
    observed(0, { queries: many }),
    observed(1, { queries: many.slice(3, 5) }),
  ]);
  expect(statements).toHaveLength(mostStatements);
  expect(statements.slice(0, 2).map(({ text }) => text)).toEqual(['select 4', 'select 3']);
});

test('who runs on the CPU waits for nothing; each wait has a series with the points where it was seen', () => {
  const points = Object.fromEntries(
    activitySeries(samples, 1_000_000).map((each) => [each.name, each.points]),
  );
  expect(points['database-waiting']).toEqual([
    [0, 2],
    [500, 0],
  ]);
  expect(points['database-wait Lock:tuple']).toEqual([[0, 2]]);
  expect(Object.keys(points)).not.toContain('database-wait CPU');
});
