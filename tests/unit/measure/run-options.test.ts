import { expect, test } from '@playwright/test';
import {
  newRunId,
  parseRunOptions,
  publicOptions,
  type RunOptions,
} from '../../../src/measure/run-options.ts';
import { quickRun } from '../../../src/measure/suites.ts';

const run: RunOptions = {
  ...quickRun({
    id: '20261120T190000Z',
    folder: '/somewhere/reports/20261120T190000Z',
    directory: '/somewhere/.backscroll',
    target: {
      file: 'file:///somewhere/chat.ts',
      id: 'chat',
      module: null,
      options: { size: 'small', dataSeed: 1 },
      prepared: {
        state: { databaseUrl: 'postgres://postgres:secret@127.0.0.1:5432/backscroll' },
        database: 'PostgreSQL 18',
        ownProcesses: [],
      },
    },
  }),
  ownProcesses: [4711],
  browser: { path: '/usr/bin/chromium', origin: 'system' },
};

test('options survive the way to the worker', () => {
  expect(parseRunOptions(JSON.stringify(run))).toEqual(run);
  expect(() => parseRunOptions(JSON.stringify({ ...run, suite: 'huge' }))).toThrow(
    /suite.*RUN_OPTIONS_INVALID/s,
  );
});

test('results have the options of the target, and neither passwords nor where things lie', () => {
  const targetOptions = { size: 'small', dataSeed: 1 };
  expect(publicOptions(run)).toMatchObject({ suite: 'quick', targetOptions });
  expect(publicOptions(run)).not.toHaveProperty('target');
  expect(JSON.stringify(publicOptions(run))).not.toMatch(/secret|somewhere/);
  const named = { ...run, target: { ...run.target, module: './chat.target.ts' } };
  expect(publicOptions(named)).toMatchObject({
    ...{ target: './chat.target.ts', targetOptions },
  });
});

test('a run is named by when it began', () => {
  expect(newRunId(new Date('2026-11-20T19:00:00.123Z'))).toBe('20261120T190000Z');
});

test('the baseline stands in the results as it was given, without its place on the machine', () => {
  const baseline = { file: '/home/me/main.json', label: 'main.json', maxRegression: 0.05, forced: [] };
  expect(JSON.stringify(publicOptions({ ...run, baseline }))).not.toContain('/home/me');
  expect(publicOptions({ ...run, baseline }).baseline).toMatchObject({ label: 'main.json' });
});

test('two builds stand in the results by their commits, without the password and the places of the baseline', () => {
  const against = {
    ref: 'main',
    hash: 'b'.repeat(40),
    label: 'main (bbbbbbb)',
    state: {
      databaseUrl: 'postgres://postgres:secret@127.0.0.1:5432/backscroll_baseline',
      baseline: { folder: '/somewhere/.backscroll/builds/b/chat' },
    },
    candidate: { commit: `${'c'.repeat(40)}+dirty`, label: 'working tree (ccccccc+dirty)' },
    primary: null,
    minEffect: 0.05,
    maxMs: 300_000,
    cells: 2,
    strict: false,
    iterations: null,
  };
  expect(parseRunOptions(JSON.stringify({ ...run, against }))).toEqual({ ...run, against });
  const shown = publicOptions({ ...run, against });
  expect(shown).toMatchObject({ strict: false, against: { ref: 'main', hash: against.hash } });
  expect(JSON.stringify(shown)).not.toMatch(/secret|somewhere/);
  // A run without one says nothing of strictness: it has budgets.
  expect(publicOptions(run)).not.toHaveProperty('strict');
});
