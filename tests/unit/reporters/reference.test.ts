import { expect, test } from '@playwright/test';
import { machineLines } from '../../../src/reporters/reference.ts';

const reading = (script: number | null) => ({
  startedAtMs: 0,
  finishedAtMs: 600,
  partsMs: script === null ? null : { script },
  reason: script === null ? 'host: other programs' : null,
});

test('figure, drift and how many readings count', () => {
  const readings = [5, 5, 5, null, 6, 6, 6].map(reading);
  expect(machineLines({ reference: { version: 1, readings }, options: {} })).toEqual([
    'Machine: reference workload 5.5 ms, drift 20 % over 6 readings (1 more do not count)',
  ]);
});

test('where nothing counts it says why, and nothing of a run without one', () => {
  expect(machineLines({ reference: { version: 1, readings: [reading(null)] }, options: {} })).toEqual([
    'Machine: no reading of the reference workload counts: host: other programs',
  ]);
  expect(machineLines({ options: { ownProcesses: [] } })).toEqual([]);
});

test('what the machine could not be is named with its reason', () => {
  const leftOut = [{ profile: 'fast-3g/mid-tier', reason: 'This host reads BenchmarkIndex 800' }];
  expect(machineLines({ options: { leftOut } })).toEqual([
    'Not measured: fast-3g/mid-tier. This host reads BenchmarkIndex 800',
  ]);
});

test('a machine that was slowed down on purpose is told so', () => {
  expect(machineLines({ options: { ownProcesses: [4711, 4712] } })).toEqual([
    'Machine: shared on purpose with 2 programs (--own-process), whose load is not held against it',
  ]);
});
