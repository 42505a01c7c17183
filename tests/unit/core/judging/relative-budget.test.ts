import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { relativeBudgets } from '../../../../src/core/judging/relative-budget.ts';
import type { JournalRecord } from '../../../../src/core/results/journal.ts';
import type { MetricDefinition } from '../../../../src/core/results/metric.ts';
import type { Results } from '../../../../src/core/results/results.ts';
import type { Verdict } from '../../../../src/core/results/verdict.ts';
import {
  begin,
  elements,
  end,
  finish,
  frameRate,
  iterate,
  keyOf,
  referenceOf,
  run,
  wholeCell,
} from '../sample-journal.ts';

const key = keyOf(50);
const hundred = [98, 99, 100, 100, 101, 102];
const rules = { maxRegression: 0.05, forced: [] };

/** On a machine of one speed, whichever run it is. */
function runOf(...records: JournalRecord[]): Results {
  return assemble([run, ...records, ...referenceOf([5, 5, 5, 5, 5]), end]);
}

/** The verdict of a run of `values` against a baseline. */
function against(baseline: Results, values: readonly number[], metric: MetricDefinition, more: object = {}) {
  const budgets = relativeBudgets(key, [metric], { baseline, ...rules, ...more });
  const [verdict] = runOf(...wholeCell(key, metric, values, budgets)).cells[0]?.verdicts ?? [];
  return verdict as Verdict;
}

const scaled = (factor: number) => hundred.map((value) => value * factor);

test.describe('a limit against a baseline, 5 % of its median', () => {
  for (const { factor, lower, higher } of [
    { factor: 1, lower: 'met', higher: 'met' },
    { factor: 1.2, lower: 'missed', higher: 'met' },
    { factor: 0.8, lower: 'met', higher: 'missed' },
    { factor: 1.05, lower: 'inconclusive', higher: 'met' },
    { factor: 0.95, lower: 'met', higher: 'inconclusive' },
  ]) {
    test(`at ${factor} of it: ${lower} where less is better, else ${higher}`, () => {
      const low = against(runOf(...wholeCell(key, elements, hundred)), scaled(factor), elements);
      expect(low).toMatchObject({ kind: 'relative', status: lower, limit: 5 });
      expect(low.observed).toBeCloseTo(100 * (factor - 1), 0);
      const high = against(runOf(...wholeCell(key, frameRate, hundred)), scaled(factor), frameRate);
      expect(high).toMatchObject({ status: higher, limit: -5 });
    });
  }
});

test('few values, of either side, are not enough', () => {
  const three = [100, 100, 100];
  expect(against(runOf(...wholeCell(key, elements, three)), three, elements)).toMatchObject({
    status: 'inconclusive',
    reason: expect.stringMatching(/^3 and 3 values are too few/),
  });
});

test('a baseline without the cell, without a value, with losses or invalid is met by nothing', () => {
  const other = runOf(...wholeCell(keyOf(150), elements, hundred));
  const broken = runOf(begin(key), iterate(key, 0, { reason: 'host: busy' }), finish(key));
  for (const [baseline, reason] of [
    [other, 'No baseline: The baseline has no such cell.'],
    [runOf(...wholeCell(key, frameRate, hundred)), 'No baseline: The baseline did not measure it.'],
    [broken, 'No baseline: No memory iteration of 1 was valid: host: busy'],
  ] as const) {
    expect(against(baseline, hundred, elements)).toMatchObject({ status: 'inconclusive', reason });
  }
});

test('what was overruled stands in the reason', () => {
  const baseline = runOf(...wholeCell(key, elements, hundred));
  const verdict = against(baseline, hundred, elements, {
    forced: ['environment: cpu is a here and b there'],
  });
  expect(verdict.reason).toContain('Overruled, so it is not sure: environment: cpu is a here and b there.');
});

test('where the baseline is 0 the least that matters is allowed', () => {
  const zero = runOf(...wholeCell(key, elements, [0, 0, 0, 0]));
  expect(against(zero, [0, 0, 0, 0], elements)).toMatchObject({ status: 'met', limit: 1 });
  expect(against(zero, [9, 9, 9, 9], elements).status).toBe('missed');
});
