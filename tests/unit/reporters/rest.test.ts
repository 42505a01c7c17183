import { expect, test } from '@playwright/test';
import type { Cell } from '../../../src/core/results/cell.ts';
import type { Rest, RestSignal } from '../../../src/core/results/rest.ts';
import { restNotes, restRows } from '../../../src/reporters/rest.ts';

type Iteration = Cell['iterations'][number];

function iteration(rest: Rest | undefined, pass: Iteration['pass'] = 'timing'): Iteration {
  return {
    index: 0,
    pass,
    startedAtMs: 0,
    finishedAtMs: 1,
    status: 'valid',
    reason: null,
    verification: rest === undefined ? {} : { rest },
  };
}

function ended(afterLoadMs: number, ...notRested: RestSignal[]): Rest {
  return { quietMs: 1_500, withinMs: 10_000, afterLoadMs, notRested };
}

test('visits that came to rest are a row of the verification and no note', () => {
  const cell = { arm: 'default', iterations: [iteration(ended(1_600)), iteration(ended(1_800))] };
  expect(restRows(cell)).toEqual([['Rest of the loading', '1.5 s within 10 s', '1.7 s', '2 visits at rest']]);
  expect(restNotes([cell])).toEqual([]);
});

test('what had not rested is named with its visits, the recorded pass left out', () => {
  const iterations = [
    iteration(ended(10_050, 'network')),
    iteration(ended(10_050, 'network', 'main-thread')),
    iteration(ended(1_600), 'memory'),
    iteration(ended(10_050, 'layout'), 'recorded'),
    iteration(undefined),
  ];
  const found = 'network in 2 of 3 visits, main thread in 1 of 3 visits';
  const note = `Not at rest within 10 s: ${found}. What came later is not part of the loading.`;
  const cell = { arm: 'a', iterations };
  expect(restRows(cell)).toEqual([['Rest of the loading', '1.5 s within 10 s', '10.1 s', found]]);
  expect(restNotes([cell])).toEqual([note]);
  expect(restNotes([cell, { arm: 'b', iterations: [] }])).toEqual([`a: ${note}`]);
});

test('where nobody waited there is nothing to say', () => {
  const cell = { arm: 'default', iterations: [iteration(undefined)] };
  expect(restRows(cell)).toEqual([]);
  expect(restNotes([cell])).toEqual([]);
});
