import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { readResults } from '../../../../src/measure/journal/read-results.ts';
import { comparedRun } from '../../reporters/sample-comparison.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-results-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

test('a file and the folder that holds it are read alike', ({ folder }) => {
  const file = path.join(folder, 'results.json');
  writeFileSync(file, JSON.stringify(comparedRun()));
  expect(readResults(file).id).toBe('synthetic');
  expect(readResults(folder)).toEqual(readResults(file));
});

test('what is missing, no JSON, of another version or something else is named', ({ folder }) => {
  const file = path.join(folder, 'other.json');
  expect(() => readResults(file)).toThrow(/RESULTS_MISSING/);
  expect(() => readResults(folder)).toThrow(/backscroll report .* assembles it/);
  writeFileSync(file, '{"schemaVersion": 1,');
  expect(() => readResults(file)).toThrow(/is not JSON.*RESULTS_INVALID/s);
  writeFileSync(file, '{"schemaVersion": 2}');
  expect(() => readResults(file)).toThrow(/schema version 2.*reads 1.*RESULTS_VERSION/s);
  for (const text of ['{}', 'null', '[]']) {
    writeFileSync(file, text);
    expect(() => readResults(file)).toThrow(/holds no results.*RESULTS_INVALID/s);
  }
});
