import { expect, test } from '@playwright/test';
import type { Budget } from '../../../src/core/results/budget.ts';
import { cellPictures } from '../../../src/reporters/charts/pictures.ts';
import { cellHtml } from '../../../src/reporters/html/cell-document.ts';
import { judgedIn, pressureOf } from '../../../src/reporters/judged.ts';
import { junitXml } from '../../../src/reporters/junit.ts';
import { summaryMarkdown } from '../../../src/reporters/markdown/summary.ts';
import { cellLine, resultTable } from '../../../src/reporters/terminal/terminal.ts';
import { cellOf, runOf, scrollPlan } from './sample-results.ts';
import { leaks } from './well-formed.ts';

const relative = (metric: string, limit: number, baseline: number[]): Budget => ({
  kind: 'relative',
  metric,
  limit,
  baseline,
  missing: null,
  forced: [],
});

/** Dropped frames 1.4 points above the baseline, 1 point allowed; frame rate the same, 3 /s less allowed. */
const run = runOf([
  {
    ...scrollPlan(50, 0),
    budgets: [
      relative('dropped-frames', 1, new Array(6).fill(0.01)),
      relative('frame-rate', -3, [58, 58.2, 58.4, 58.8, 59, 59.2]),
    ],
  },
]);

test('figures against a baseline have their sign and their name', () => {
  const table = resultTable(run, { columns: 140, color: false });
  expect(table).toMatch(/frame-rate +\S+ \/s .* ≥ -3 \/s/);
  expect(table).toMatch(/dropped-frames +\+1\.\d+ % .* ≤ \+1 %/);
  const summary = summaryMarkdown(run);
  expect(summary).toContain('Dropped frames, against the baseline');
  expect(junitXml(run)).toContain('dropped-frames relative');
  for (const text of [table, summary, cellLine(cellOf(run), run.metrics), cellHtml(cellOf(run), run)]) {
    expect(text).not.toMatch(leaks);
  }
  for (const { svg } of cellPictures(cellOf(run), run)) expect(svg).not.toMatch(leaks);
});

test('what is beyond presses more than what is within, also where higher is better', () => {
  const pressures = judgedIn(run).map((each) => [each.verdict.metric, pressureOf(each) > 1]);
  expect(pressures).toEqual([
    ['dropped-frames', true],
    ['failure-rate', false],
    ['frame-rate', false],
  ]);
});
