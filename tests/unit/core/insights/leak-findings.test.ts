import { expect, test } from '@playwright/test';
import { leakJudgement, repetitionSeries } from '../../../../src/core/insights/leak-findings.ts';
import type { Cell } from '../../../../src/core/results/cell.ts';
import { elements } from '../sample-journal.ts';

type Given = Pick<Cell, 'iterations' | 'series'>;

function cell(...runs: { values: number[]; status?: 'valid' | 'invalid' }[]): Given {
  return {
    iterations: runs.map(({ status = 'valid' }, index) => ({
      index,
      pass: 'memory',
      startedAtMs: 0,
      finishedAtMs: 1,
      status,
      reason: null,
      verification: {},
    })),
    series: runs.map(({ values }, iteration) => ({
      name: repetitionSeries(elements.id),
      unit: 'count',
      iteration,
      points: values.map((value, index): [number, number] => [index * 1_000, value]),
    })),
  };
}

const metrics = { [elements.id]: elements };
const growing = [10, 13, 16, 19, 22, 25, 28, 31];
const steady = [10, 10, 10, 10, 10, 10, 10, 10];

test('a leak is a finding with its figures, and the word for the cell', () => {
  const { findings, classification } = leakJudgement(cell({ values: growing }, { values: growing }), metrics);
  expect(classification).toBe('leaks');
  expect(findings).toMatchObject([
    {
      severity: 'warning',
      about: { metric: 'dom-elements', kind: 'leak' },
      title: 'DOM elements: 3 more with every repetition',
      evidence:
        '3 per repetition over 7 repetitions in each of 2 pages (95 % interval 3 to 3; 1 matters). It grew by exactly 7 times 3.',
    },
  ]);
});

test('a clean cell is silent', () => {
  expect(leakJudgement(cell({ values: steady }), metrics)).toEqual({ findings: [], classification: 'clean' });
});

test('invalid iterations count for nothing', () => {
  const given = cell({ values: steady }, { values: growing, status: 'invalid' });
  expect(leakJudgement(given, metrics).classification).toBe('clean');
});

test('a doubt is said, and is not clean', () => {
  const { findings, classification } = leakJudgement(cell({ values: [0, 9, 0, 9, 0, 9, 0, 9] }), metrics);
  expect(classification).toBe('cannot-tell');
  expect(findings).toMatchObject([{ severity: 'info' }]);
});

test('a cell that repeated nothing is not classified', () => {
  expect(leakJudgement(cell(), metrics)).toEqual({ findings: [], classification: null });
});
