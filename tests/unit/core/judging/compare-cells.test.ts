import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { compareCells, sidesOf } from '../../../../src/core/judging/compare-cells.ts';
import type { CellKey } from '../../../../src/core/results/cell.ts';
import type { JournalRecord } from '../../../../src/core/results/journal.ts';
import type { ComparisonPlan } from '../../../../src/core/results/metric-comparison.ts';
import type { Results } from '../../../../src/core/results/results.ts';
import {
  begin,
  elements,
  end,
  finish,
  frameRate,
  iterate,
  keyOf,
  run,
  wholeCell,
} from '../sample-journal.ts';

const plan: ComparisonPlan = { alpha: 0.05, primary: [elements.id], minEffect: 0.05, looks: null };
const [a, b] = [keyOf(50, 'a'), keyOf(50, 'b')];
const metrics = { [elements.id]: elements, [frameRate.id]: frameRate };
const fast = Array.from({ length: 12 }, (_, index) => 100 + index / 10);
const slow = fast.map((value) => value * 1.3);

function runOf(...records: JournalRecord[][]): Results {
  return assemble([run, ...records.flat(), end]);
}

function cellsOf(results: Results) {
  const [baseline, candidate] = results.cells;
  if (baseline === undefined || candidate === undefined) throw new Error('two cells were expected');
  return { baseline, candidate };
}

function compared(results: Results, more: Partial<ComparisonPlan> = {}) {
  const { baseline, candidate } = cellsOf(results);
  const named = (cell: typeof baseline, label: string) => ({ cell, label, run: results.id });
  return compareCells(named(baseline, 'before'), named(candidate, 'after'), {
    metrics,
    plan: { ...plan, ...more },
    look: 0,
    forced: [],
  });
}

test('a comparison names both sides, what was compared and the verdict', () => {
  const comparison = compared(runOf(wholeCell(a, elements, fast), wholeCell(b, elements, slow)));
  expect(comparison).toMatchObject({
    scenario: a.scenario,
    params: a.params,
    profile: a.profile,
    baseline: { label: 'before', arm: 'a', run: 'sample' },
    candidate: { label: 'after', arm: 'b', run: 'sample' },
    look: null,
    verdict: 'worse',
  });
  expect(comparison.metrics.map(({ metric, primary }) => [metric, primary])).toEqual([[elements.id, true]]);
});

test('a primary metric that nobody measured is undecided, not left out', () => {
  const results = runOf(wholeCell(a, elements, fast), wholeCell(b, elements, fast));
  const comparison = compared(results, { primary: [frameRate.id] });
  expect(comparison.verdict).toBe('cannot-tell');
  expect(comparison.metrics.find(({ primary }) => primary)).toMatchObject({
    metric: frameRate.id,
    reason: 'No valid iteration of the baseline measured it.',
  });
});

test('an exploratory metric that one side has no reading of is left out', () => {
  const both = { [elements.id]: 100, [frameRate.id]: 60 };
  const cell = (key: CellKey, readings: Record<string, number>) => [
    begin(key),
    ...fast.map((_, index) => iterate(key, index, { readings })),
    finish(key),
  ];
  const { baseline, candidate } = cellsOf(runOf(cell(a, both), cell(b, { [elements.id]: 100 })));
  expect(sidesOf(baseline, candidate, metrics, []).map(({ metric }) => metric.id)).toEqual([elements.id]);
});

test('a side that ended early is invalid: it did not choose when', () => {
  const broken = wholeCell(b, elements, fast).map((record) =>
    record.type === 'cell-end' ? { ...record, error: 'The page crashed' } : record,
  );
  const comparison = compared(runOf(wholeCell(a, elements, fast), broken));
  expect(comparison).toMatchObject({
    verdict: 'invalid',
    metrics: [{ reason: 'The candidate is invalid: it ended early: The page crashed' }],
  });
});

test('arms of one run are compared by its journal, at the look that it ended with', () => {
  const looks = [4, 8, 12];
  const results = runOf(wholeCell(a, elements, fast), wholeCell(b, elements, slow), [
    {
      type: 'comparison',
      comparison: {
        scenario: a.scenario,
        params: a.params,
        profile: a.profile,
        baseline: { label: 'http://before', arm: 'a' },
        candidate: { label: 'http://after', arm: 'b' },
        plan: { ...plan, looks },
        look: 3,
      },
    },
  ]);
  expect(results.comparisons).toMatchObject([{ look: 3, verdict: 'worse', candidate: { run: 'sample' } }]);
});
