import { expect, test } from '@playwright/test';
import { referenceLines } from '../../../src/reporters/reference.ts';

const reading = (script: number | null) => ({
  startedAtMs: 0,
  finishedAtMs: 600,
  partsMs: script === null ? null : { script },
  reason: script === null ? 'host: other programs' : null,
});

test('figure, drift and how many readings count', () => {
  const readings = [5, 5, 5, null, 6, 6, 6].map(reading);
  expect(referenceLines({ reference: { version: 1, readings } })).toEqual([
    'Machine: reference workload 5.5 ms, drift 20 % over 6 readings (1 more do not count)',
  ]);
});

test('where nothing counts it says why, and nothing of a run without one', () => {
  expect(referenceLines({ reference: { version: 1, readings: [reading(null)] } })).toEqual([
    'Machine: no reading of the reference workload counts: host: other programs',
  ]);
  expect(referenceLines({})).toEqual([]);
});
