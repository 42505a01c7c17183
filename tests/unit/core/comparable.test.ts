import { expect, test } from '@playwright/test';
import { assemble } from '../../../src/core/assemble.ts';
import { incomparabilities } from '../../../src/core/comparable.ts';
import type { Results } from '../../../src/core/results.ts';
import { begin, elements, end, finish, iterate, keyOf, run } from './sample-journal.ts';

const key = keyOf(50);
const results: Results = assemble([
  run,
  begin(key, []),
  iterate(key, 0, { readings: { [elements.id]: 240 } }),
  finish(key),
  end,
]);

test('two runs on one machine with one data set can be compared', () => {
  expect(incomparabilities(results, structuredClone(results))).toEqual([]);
});

test('another browser is named with both versions', () => {
  const { environment } = results;
  const newer = { ...environment, fingerprint: 'other', browser: { ...environment.browser, version: '999' } };
  expect(incomparabilities(results, { ...results, environment: newer })).toEqual([
    expect.stringMatching(/^environment: browser is .+ in the baseline and .+ 999 in the candidate$/),
  ]);
});

test('another definition of a metric, and other data, are named', () => {
  const redefined = structuredClone(results);
  const metric = redefined.metrics[elements.id];
  if (metric !== undefined) metric.version = 7;
  for (const cell of redefined.cells) cell.dataset = 'other';
  expect(incomparabilities(results, redefined)).toEqual([
    expect.stringContaining(`${elements.id} is version`),
    expect.stringContaining('read data set'),
  ]);
});
