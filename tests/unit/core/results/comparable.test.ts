import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { incomparabilities } from '../../../../src/core/results/comparable.ts';
import type { Results } from '../../../../src/core/results/results.ts';
import { begin, elements, end, finish, iterate, keyOf, run } from '../sample-journal.ts';

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

test('other fonts are named, also against a run that does not tell its fonts', () => {
  const { environment } = results;
  const { fonts: _, ...older } = { ...environment, fingerprint: 'older' };
  const own = { ...environment, fingerprint: 'own', fonts: 'backscroll/0123456789ab' };
  const host = { ...environment, fingerprint: 'host', fonts: 'host/unknown' };
  const differences = (a: typeof own | typeof older, b: typeof own) =>
    incomparabilities({ ...results, environment: a }, { ...results, environment: b });
  expect(differences(own, host)).toEqual([
    'environment: fonts is backscroll/0123456789ab in the baseline and host/unknown in the candidate',
  ]);
  expect(differences(older, own)).toEqual([
    'environment: fonts is unknown in the baseline and backscroll/0123456789ab in the candidate',
  ]);
});

test('another machine is no difference where both have a reference workload: times are not judged then', () => {
  const known = { ...results, reference: { version: 1, readings: [] } };
  const environment = {
    ...results.environment,
    fingerprint: 'other',
    cpu: 'another processor',
    os: 'Linux x64 7',
  };
  const here = { ...known, environment: { ...results.environment, os: 'Linux x64 6' } };
  expect(incomparabilities(here, { ...known, environment })).toEqual([]);
  expect(incomparabilities({ ...here, reference: undefined }, { ...known, environment })).toEqual([
    'environment: os is Linux x64 6 in the baseline and Linux x64 7 in the candidate',
    'environment: cpu is a processor in the baseline and another processor in the candidate',
  ]);
  const windows = { ...environment, os: 'Windows x64 10' };
  expect(incomparabilities(here, { ...known, environment: windows })).toHaveLength(2);
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

test('a metric that only one of them measured needs no equal definition', () => {
  const other = structuredClone(results);
  for (const cell of other.cells) cell.samples = [];
  const metric = other.metrics[elements.id];
  if (metric !== undefined) metric.version = 7;
  expect(incomparabilities(results, other)).toEqual([]);
});

test('another load or gesture is named, what tells nothing of the page is not', () => {
  const options = { ...results.options, traffic: 'heavy', iterations: 30 };
  expect(incomparabilities(results, { ...results, options })).toEqual([
    'option: traffic is null in the baseline and "heavy" in the candidate',
  ]);
});

test('data that differs is named once, however many arms read it', () => {
  const arms = structuredClone(results);
  arms.cells = ['a', 'b'].flatMap((arm) => arms.cells.map((cell) => ({ ...cell, arm, dataset: 'other' })));
  expect(incomparabilities(results, arms)).toHaveLength(1);
});
