import { expect, test } from '@playwright/test';
import type { Verification } from '../../../src/core/results/verification.ts';
import { hostLine, verificationTable } from '../../../src/reporters/verification.ts';

function cellOf(hosts: NonNullable<Verification['host']>[]): Parameters<typeof verificationTable>[0] {
  return {
    iterations: hosts.map((host, index) => ({
      index,
      pass: 'timing',
      startedAtMs: 0,
      finishedAtMs: 1,
      status: 'valid',
      reason: null,
      verification: { host },
    })),
  };
}

const quiet = { state: 'quiet', reasons: [] } as const;
const loop = "48.0 % of the host's CPU in its worst second was used by other programs: make (7) 48.0 %";

test('every state of the host is counted, and a reason given', () => {
  const cell = cellOf([
    { ...quiet, reasons: [] },
    { ...quiet, reasons: [] },
    { state: 'void', reasons: [loop] },
  ]);
  expect(verificationTable(cell).rows).toEqual([['Host', 'quiet', '2 quiet, 1 void', loop]]);
  expect(hostLine([cell, cell])).toBe('Host: 4 quiet, 2 void');
});

test('other browsers are named even when they did nothing', () => {
  const cell = cellOf([
    { state: 'quiet', reasons: [], browsers: [] },
    { state: 'quiet', reasons: [], browsers: ['firefox (1 process) 0.0 %'] },
  ]);
  expect(verificationTable(cell).rows).toContainEqual([
    'Other browsers',
    'none',
    '1 iteration',
    'firefox (1 process) 0.0 %',
  ]);
});

test('a run without an iteration says so', () => {
  expect(hostLine([])).toBe('Host: no iteration was watched');
});
