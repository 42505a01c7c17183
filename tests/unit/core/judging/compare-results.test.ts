import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { compareResults, pairCells, primaryOf } from '../../../../src/core/judging/compare-results.ts';
import type { Budget } from '../../../../src/core/results/budget.ts';
import type { CellKey } from '../../../../src/core/results/cell.ts';
import type { Results } from '../../../../src/core/results/results.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { elements, end, frameRate, keyOf, referenceOf, run, wholeCell } from '../sample-journal.ts';

const rules = {
  primary: undefined,
  fallback: [elements.id],
  minEffect: 0.05,
  forced: [],
  labels: ['a.json', 'b.json'],
} as const;
const fast = Array.from({ length: 12 }, (_, index) => 100 + index / 10);

function runOf(keys: readonly CellKey[], values = fast, budgets: Budget[] = [], metric = elements): Results {
  return assemble([run, ...keys.flatMap((key) => wholeCell(key, metric, values, budgets)), end]);
}

function compare(baseline: Results, candidate: Results, more: object = {}) {
  return compareResults(baseline, candidate, pairCells(baseline, candidate).pairs, { ...rules, ...more });
}

test('cells are paired by scenario, parameters, profile and arm', () => {
  const { pairs, note } = pairCells(
    runOf([keyOf(50), keyOf(150)]),
    runOf([keyOf(150), keyOf(500), keyOf(50, 'idle')]),
  );
  expect(pairs.map(({ baseline, candidate }) => [baseline.params, candidate.params])).toEqual([
    [{ messages: 150 }, { messages: 150 }],
  ]);
  expect(note).toBeUndefined();
});

test('two runs of one cell each are paired although their parameters differ, and it is said', () => {
  const { pairs, note } = pairCells(runOf([keyOf(50)]), runOf([keyOf(150)]));
  expect(pairs).toHaveLength(1);
  expect(note).toContain('messages=50');
  expect(pairCells(runOf([keyOf(50)]), runOf([{ ...keyOf(50), profile: 'none/cpu-1' }])).pairs).toEqual([]);
  expect(pairCells(runOf([keyOf(50), keyOf(150)]), runOf([keyOf(500)])).pairs).toEqual([]);
});

test('what has a budget decides; else the fallback that both measured', () => {
  const budget: Budget = { kind: 'absolute', metric: elements.id, limit: 200 };
  const judged = runOf([keyOf(50)], fast, [budget]);
  const plain = runOf([keyOf(50)]);
  const other = runOf([keyOf(50)], fast, [], frameRate);
  const pair = (baseline: Results, candidate: Results) => {
    const [found] = pairCells(baseline, candidate).pairs;
    if (found === undefined) throw new Error('no pair');
    return found;
  };
  expect(primaryOf(pair(plain, judged), [frameRate.id])).toEqual([elements.id]);
  expect(primaryOf(pair(plain, plain), [frameRate.id, elements.id])).toEqual([elements.id]);
  expect(primaryOf(pair(plain, other), [frameRate.id, elements.id])).toEqual([]);
});

test('alpha is shared by the cells that decide', () => {
  const keys = [keyOf(50), keyOf(150), keyOf(500), keyOf(2_000)];
  const alphas = compare(runOf(keys), runOf(keys)).map(({ plan }) => plan.alpha);
  expect(alphas).toHaveLength(4);
  for (const alpha of alphas) expect(alpha).toBeCloseTo(0.0125, 10);
  expect(compare(runOf(keys), runOf(keys), { primary: [frameRate.id] })[0]?.verdict).toBeNull();
});

test('a named metric that one side lost is undecided', () => {
  const [comparison] = compare(runOf([keyOf(50)]), runOf([keyOf(50)], fast, [], frameRate), {
    primary: [elements.id],
  });
  expect(comparison?.verdict).toBe('cannot-tell');
});

test('two runs are compared by their reference workload first: times, not counts', () => {
  const steady = [5, 5.02, 4.98, 5.01, 4.99, 5];
  const of = (metric: typeof elements, factor: number, machine: number) =>
    assemble([
      run,
      ...wholeCell(
        keyOf(50),
        metric,
        fast.map((value) => value * factor),
      ),
      ...referenceOf(steady.map((figure) => figure * machine)),
      end,
    ]);
  const verdict = (metric: typeof elements, machine: number) => {
    const [found] = compare(of(metric, 1, 1), of(metric, 0.8, machine), { primary: [metric.id] });
    return { verdict: found?.verdict, machine: found?.machine?.status };
  };
  expect(verdict(frameRate, 1)).toEqual({ verdict: 'worse', machine: 'equal' });
  expect(verdict(frameRate, 1.28)).toEqual({ verdict: 'cannot-tell', machine: 'changed' });
  expect(verdict(elements, 1.28)).toEqual({ verdict: 'better', machine: 'changed' });
});

test('six equal cells give a false alarm in at most 5 % of 600 pairs of runs', () => {
  const random = seededRandom(5);
  const keys = [1, 2, 3, 4, 5, 6].map((messages) => keyOf(messages));
  const draw = () =>
    assemble([
      run,
      ...keys.flatMap((key) =>
        wholeCell(
          key,
          elements,
          Array.from({ length: 8 }, () => 100 + 30 * random()),
        ),
      ),
      end,
    ]);
  const rounds = 600;
  let alarms = 0;
  for (let round = 0; round < rounds; round++) {
    const verdicts = compare(draw(), draw()).map(({ verdict }) => verdict);
    if (verdicts.some((verdict) => verdict === 'worse' || verdict === 'better')) alarms++;
  }
  // Three standard errors above 5 %.
  expect(alarms / rounds).toBeLessThan(0.077);
});
