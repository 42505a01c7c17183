import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { Series } from '../../../../src/core/results/iteration.ts';
import { CellMoments } from '../../../../src/measure/iteration/moments.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-moments-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

const moment = {
  startUs: 7_500_000,
  atMs: 1_500,
  durationMs: 120,
  ran: [{ what: 'render-s3cret (app.js:4)', ms: 80 }],
  requests: 1,
  before: undefined,
  after: undefined,
};
const secrets = ['s3cret'];
const line = (name: string, points: [number, number][]): Series => ({
  ...{ name, unit: 'count', iteration: null, points },
});

test('moments are kept on the clock of the run, without secrets and pictures', () => {
  const [kept] = new CellMoments(6_000_000, secrets).add([moment]);
  expect(kept).toMatchObject({ startMs: 1_500, durationMs: 120, requests: 1 });
  expect(JSON.stringify(kept)).not.toContain('s3cret');
  expect(kept).not.toHaveProperty('before');
});

test('the picture places them beside the load of that time', ({ folder }) => {
  const moments = new CellMoments(6_000_000, secrets);
  moments.add([moment]);
  moments.addLoad([line('traffic-offered', [[1_000, 20]]), line('traffic-completed', [[1_000, 12]])]);
  const [file] = moments.write(folder);
  const svg = readFileSync(path.join(folder, file?.fileName ?? ''), 'utf8');
  expect(svg).toContain('20 operations a second offered, 12 completed');
  expect(svg).toContain('database: not recorded at this time');
  expect(svg).not.toContain('s3cret');
});

test('without a long task nothing is written, and no folder is needed', ({ folder }) => {
  const nowhere = path.join(folder, 'none');
  expect(new CellMoments(0, secrets).write(nowhere)).toEqual([]);
  expect(existsSync(nowhere)).toBe(false);
});
