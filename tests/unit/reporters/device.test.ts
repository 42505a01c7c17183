import { expect, test } from '@playwright/test';
import { calibrationText } from '../../../src/reporters/device.ts';

const found = {
  device: 'low-tier',
  benchmarkIndex: 264,
  hostIndex: 3_540,
  rate: 12.2,
  interval: [251.5, 277.1] as [number, number],
  converged: true,
  fullSpeed: { elapsedMs: 2.7, threadMs: 2.6 },
  tries: 15,
  tookMs: 6_600,
};

test('the first run on a machine says what it found, and when that is vague', () => {
  const text = 'BenchmarkIndex 264 by a CPU slowdown of 12.2: it reads 251.5 to 277.1 in 15 tries';
  expect(calibrationText(found)).toBe(`${text}; the host has 3,540`);
  expect(calibrationText({ ...found, converged: false })).toBe(
    `${text}, wider than ± 5 %; the host has 3,540`,
  );
});

test('a later one says what it rests on, and what it would have taken by itself', () => {
  expect(calibrationText({ ...found, rate: 11.6, ownRate: 12.2, runs: 2, interval: [264.5, 291.4] })).toBe(
    'BenchmarkIndex 264 by a CPU slowdown of 11.6, the upper quartile of 2 runs on this machine (by this one alone 12.2): it reads 264.5 to 291.4 in 15 tries; the host has 3,540',
  );
});
