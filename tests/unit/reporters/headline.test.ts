import { expect, test } from '@playwright/test';
import { assemble } from '../../../src/core/assemble.ts';
import { headline, whatToLookAt } from '../../../src/reporters/headline.ts';
import { judgedIn, pressureOf } from '../../../src/reporters/judged.ts';
import {
  cellRecords,
  endRecord,
  keyOf,
  livePlan,
  runOf,
  runRecord,
  sampleRun,
  scrollPlan,
} from './sample-results.ts';

test('verdicts stand the worst first, and among equals the one furthest beyond its limit', () => {
  const judged = judgedIn(sampleRun(9.8));
  const order = ['invalid', 'missed', 'inconclusive', 'met'];
  const ranks = judged.map(({ verdict }) => order.indexOf(verdict.status));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(new Set(ranks)).toEqual(new Set([1, 2, 3]));
  expect(judged[0]?.verdict.metric).toBe('dom-elements');
  const met = judged.filter(({ verdict }) => verdict.status === 'met').map(pressureOf);
  expect(met).toEqual(met.toSorted((a, b) => b - a));
});

test('a higher-is-better metric presses when it is low; a limit of 0 is no division by 0', () => {
  const run = runOf([
    {
      key: keyOf('scroll-history', 50),
      title: 'made up',
      budgets: [
        { kind: 'absolute', metric: 'frame-rate', limit: 50 },
        { kind: 'absolute', metric: 'tbt', limit: 0 },
      ],
      iterations: [1, 2, 3, 4, 5, 6].map(() => ({ pass: 'timing', readings: { 'frame-rate': 25, tbt: 0 } })),
    },
  ]);
  const [low, none] = judgedIn(run);
  expect(low?.verdict).toMatchObject({ metric: 'frame-rate', status: 'missed' });
  expect(low && pressureOf(low)).toBe(2);
  expect(none && pressureOf(none)).toBe(0);
});

test('a run that missed says what, how much, from which size on and the limit', () => {
  const run = sampleRun(9.8);
  expect(headline(run)).toBe('Missed: 6 of 16 budgets missed, 1 inconclusive, 9 met, in 5 cells');
  expect(whatToLookAt(run)).toBe(
    'Look first at DOM elements, growth (dom-elements) of scroll-history messages=150 fast-3g/cpu-4: 9.8 per message from 150 messages on, limit 0.05 per message.',
  );
});

/** Without the budgets of growth, which need a second size. */
const framesOnly = {
  ...scrollPlan(50, 0),
  budgets: scrollPlan(50, 0).budgets?.filter(({ kind }) => kind !== 'growth') ?? [],
};

test('a good run names what is closest to its limit', () => {
  const run = runOf([framesOnly]);
  expect(headline(run)).toBe('All budgets met: 2 of 2 budgets met, in 1 cell');
  expect(whatToLookAt(run)).toMatch(/^Nothing needs attention; closest .* at 32 % of its limit\.$/);
});

test('an inconclusive run says why', () => {
  expect(whatToLookAt(runOf([livePlan()]))).toContain('more iterations narrow it');
});

test('an invalid cell comes before everything, with what disturbed it', () => {
  const run = runOf([framesOnly, { ...livePlan(), invalid: 'CPU: median slowdown 2.9, expected 4 ± 10 %' }]);
  expect(headline(run)).toMatch(/^Invalid: 1 of 4 budgets invalid/);
  expect(whatToLookAt(run)).toContain('CPU: median slowdown 2.9, expected 4 ± 10 %');
});

test('a cell that ended early counts, although no budget of it was judged', () => {
  const run = runOf([{ ...scrollPlan(50, 0), budgets: [], error: 'The chat server died' }]);
  expect(headline(run)).toContain('1 cell ended early');
  expect(whatToLookAt(run)).toBe(
    'Look first at why scroll-history messages=50 fast-3g/cpu-4 ended early: The chat server died.',
  );
});

test('an error of the run, a run that was cut short, and one without cells', () => {
  const error = assemble([runRecord(), { type: 'error', atMs: 1, message: 'No browser.\n  Install one.' }]);
  expect(headline(error)).toMatch(/^Could not run to its end/);
  expect(whatToLookAt(error)).toContain('No browser. Install one.');
  const cut = assemble([runRecord(), ...cellRecords(scrollPlan(50, 0))]);
  expect(headline(cut)).toMatch(/^All budgets met \(cut short\)/);
  expect(headline(assemble([runRecord(), endRecord]))).toBe('Nothing was measured');
});

test('a run without budgets is measured, not met', () => {
  const run = runOf([{ ...scrollPlan(50, 0), budgets: [] }]);
  expect(headline(run)).toBe('Measured, nothing was judged: 1 cell without budgets');
});
