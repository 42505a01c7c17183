import { expect, test } from '@playwright/test';
import { resourcesOf } from '../../../../src/core/insights/resources.ts';
import { cellOf, livePlan, runOf, scrollPlan } from '../../reporters/sample-results.ts';

test('the peak is told with its cell, over all readings', () => {
  const run = runOf([scrollPlan(50, 0), livePlan()]);
  const live = cellOf(run, 'read-live');
  live.database = { observations: 280, gaps: 0, maxConnections: 40, statements: [] };
  const use = resourcesOf(run.cells);
  expect(use.connections).toEqual({
    ...{ median: 12, peak: 12, cell: 'read-live messages=2000 fast-3g/cpu-4', readings: 280 },
  });
  expect(use.mostConnections).toBe(40);
  expect(use.waiting?.peak).toBe(3);
  expect(use.generator).toMatchObject({ median: 12, readings: 1 });
  expect(use.pageHeap?.cell).toContain('scroll-history');
});

test('what was not recorded is undefined', () => {
  const use = resourcesOf(runOf([scrollPlan(50, 0)]).cells);
  expect(use).toMatchObject({ otherPrograms: undefined, connections: undefined, mostConnections: undefined });
});
