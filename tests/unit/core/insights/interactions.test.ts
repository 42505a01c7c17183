import { expect, test } from '@playwright/test';
import { interactionSeries, interactionsOf } from '../../../../src/core/insights/interactions.ts';
import type { Iteration } from '../../../../src/core/results/iteration.ts';

const iteration = (index: number, status: Iteration['status']): Iteration => ({
  index,
  pass: 'timing',
  startedAtMs: 0,
  finishedAtMs: 1,
  status,
  reason: null,
  verification: {},
});

test('every message of the valid iterations counts, not their medians', () => {
  const name = interactionSeries('send-to-pixel');
  const series = (index: number | null, ...durationsMs: number[]) => ({
    name,
    unit: 'ms',
    iteration: index,
    points: durationsMs.map((ms): [number, number] => [0, ms]),
  });
  const cell = {
    iterations: [iteration(0, 'valid'), iteration(1, 'invalid'), iteration(2, 'valid')],
    series: [
      series(0, 100, 110, 500),
      series(1, 9_000),
      series(2, 120),
      { ...series(2, 7), name: interactionSeries('message-to-pixel') },
      series(null, 8),
    ],
  };
  expect(interactionsOf('send-to-pixel', cell)).toEqual([100, 110, 500, 120]);
});
