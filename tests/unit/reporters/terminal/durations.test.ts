import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { readDurations, timeLeftMs, writeDurations } from '../../../../src/reporters/terminal/durations.ts';

const known = { short: 10_000, long: 60_000 };

test('the time left is what each cell took the last time, less what the first has spent', () => {
  expect(timeLeftMs(['short', 'long'], known, 0)).toBe(70_000);
  expect(timeLeftMs(['long', 'short'], known, 45_000)).toBe(25_000);
  expect(timeLeftMs([], known, 5_000)).toBe(0);
});

test('a cell that takes longer than the last time takes nothing off the others', () => {
  expect(timeLeftMs(['short', 'long'], known, 30_000)).toBe(60_000);
});

test('no time is told while one of the cells is unknown', () => {
  expect(timeLeftMs(['short', 'new'], known, 0)).toBeUndefined();
});

test('durations are kept beside those of other runs, and a broken file is as none', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-durations-'));
  const file = path.join(folder, 'durations.json');
  try {
    expect(readDurations(file)).toEqual({});
    writeDurations(file, { short: 1 });
    writeDurations(file, { short: 2, long: 3 });
    expect(readDurations(file)).toEqual({ short: 2, long: 3 });
    writeFileSync(file, '{"short":');
    expect(readDurations(file)).toEqual({});
  } finally {
    rmSync(folder, { recursive: true });
  }
});
