import path from 'node:path';
import { defineConfig, type ReporterDescription } from '@playwright/test';
import {
  type MeasureOptions,
  newRunId,
  parseRunOptions,
  type RunOptions,
} from './src/measure/run-options.ts';
import { quickRun } from './src/measure/suites.ts';
import type { RunReporterOptions } from './src/reporters/playwright-reporter.ts';
import { defaultTarget } from './src/targets/load-target.ts';

/**
 * Everything that measures runs alone and once: two workers share the cores, and a retry picks the
 * lucky run. Unit tests touch neither browser nor clock, so they may run side by side.
 */
const alone = { workers: 1, fullyParallel: false, retries: 0 } as const;

/**
 * A limit against hanging, not against a slow processor: no test takes a tenth of it here, and the silence that ends
 * the runner (scripts/run-tests.ts) is longer. Fixtures have the same.
 */
const testWithinMs = 10 * 60_000;

/** Integration tests in which nothing is timed and no load is judged: two files at a time. Any other runs alone. */
const untimed = '{accessibility,chat-*,dashboard,database-*,fonts,glyphs,history,seed,seed-*}.test.ts';

/** Longer than any cell should take; a cell that hangs is ended by its own time-outs before. */
const cellWithinMs = 30 * 60_000;

/**
 * The run that `backscroll run` asks for; without it, such as from an editor, a quick run of its own.
 * Kept in the environment, so that every worker reads the same.
 */
function currentRun(given: string | undefined): RunOptions {
  if (given !== undefined) return parseRunOptions(given);
  const id = newRunId(new Date());
  const { BACKSCROLL_BROWSER: browser } = process.env;
  const run: RunOptions = {
    ...quickRun({
      id,
      folder: path.resolve('reports', id),
      directory: path.resolve('.backscroll'),
      target: { file: defaultTarget.href, id: 'default', options: {}, prepared: null },
    }),
    browser: browser ? { path: browser, origin: 'override' } : null,
  };
  process.env.BACKSCROLL_RUN = JSON.stringify(run);
  return run;
}

/** What `backscroll merge` makes one Playwright report of. */
function blobReporter({ folder, shard }: RunOptions): ReporterDescription[] {
  return shard === null ? [] : [['blob', { outputDir: path.join(folder, 'blob') }]];
}

const asked = process.env.BACKSCROLL_RUN;
const run = currentRun(asked);
const reporterOptions: RunReporterOptions = {
  folder: run.folder,
  progress: asked !== undefined,
  durationsFile: path.join(run.directory, 'durations.json'),
  durationsKind: JSON.stringify([
    run.suite,
    run.iterations,
    run.traffic,
    { ...run.target, prepared: null },
    run.defects,
    run.against?.maxMs,
  ]),
  endWithInput: process.env.BACKSCROLL_END_WITH_INPUT === '1',
  color: process.env.NO_COLOR === undefined && process.stdout.isTTY,
};

export default defineConfig<object, MeasureOptions>({
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Two are as fast as more on two cores, and a laptop stays usable.
  workers: 2,
  reporter: [
    asked === undefined
      ? ['list']
      : ['html', { outputFolder: path.join(run.folder, 'playwright'), open: 'never' }],
    ['./src/reporters/playwright-reporter.ts', reporterOptions],
    ...blobReporter(run),
  ],
  outputDir: 'test-results',
  // What is waited for comes at once, or never; a slow host has its time.
  expect: { timeout: 60_000 },
  use: { trace: 'off', video: 'off', screenshot: 'off' },
  projects: [
    {
      name: 'unit',
      testDir: 'tests',
      testMatch: ['unit/**/*.test.ts', 'toolchain/**/*.test.ts'],
      fullyParallel: true,
      timeout: testWithinMs,
    },
    {
      name: 'calibration',
      testDir: 'tests/calibration',
      testMatch: '**/*.test.ts',
      timeout: testWithinMs,
      ...alone,
    },
    {
      name: 'functional',
      testDir: 'tests/integration',
      testMatch: untimed,
      timeout: testWithinMs,
    },
    {
      name: 'integration',
      testDir: 'tests/integration',
      testMatch: '**/*.test.ts',
      testIgnore: untimed,
      timeout: testWithinMs,
      ...alone,
    },
    ...run.profiles.map((profile) => ({
      name: profile,
      testDir: 'specs/browser',
      testMatch: '**/*.spec.ts',
      timeout: cellWithinMs,
      use: { run, profile },
      ...alone,
    })),
  ],
});
