import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig, type ReporterDescription } from '@playwright/test';
import { currentRun } from './fixtures/current-run.ts';
import { alone, profileProjects, runReporter } from './fixtures/measuring.ts';
import type { MeasureOptions, RunOptions } from './src/measure/run-options.ts';

/**
 * A limit against hanging, not against a slow processor: no test takes a tenth of it here, and the silence that ends
 * the runner (scripts/run-tests.ts) is longer. Fixtures have the same.
 */
const testWithinMs = 10 * 60_000;

/** Integration tests in which nothing is timed and no load is judged: two files at a time. Any other runs alone. */
const untimed = '{accessibility,dashboard,database-*,fonts,glyphs,history,seed,seed-*}.test.ts';

/** `.js` where the package was built. */
const ownExtension = path.extname(import.meta.url);

/** What `backscroll merge` makes one Playwright report of. */
function blobReporter({ folder, shard }: RunOptions): ReporterDescription[] {
  return shard === null ? [] : [['blob', { outputDir: path.join(folder, 'blob') }]];
}

const requested = process.env.BACKSCROLL_RUN;
const run = currentRun();

export default defineConfig<object, MeasureOptions>({
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Two are as fast as more on two cores, and a laptop stays usable.
  workers: 2,
  reporter: [
    requested === undefined
      ? ['list']
      : ['html', { outputFolder: path.join(run.folder, 'playwright'), open: 'never' }],
    runReporter(run, requested !== undefined),
    ...blobReporter(run),
  ],
  // In a run the temporary folder is its own: what stays is in its report.
  outputDir: requested === undefined ? 'test-results' : path.join(tmpdir(), 'test-results'),
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
      name: 'chat',
      testDir: 'chat/tests',
      testMatch: '**/*.test.ts',
      timeout: testWithinMs,
    },
    {
      name: 'functional',
      testDir: 'tests',
      testMatch: [`integration/${untimed}`, 'lists/**/*.test.ts'],
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
    ...profileProjects(run).map((project) => ({
      ...project,
      testDir: 'specs/browser',
      testMatch: `**/*.spec${ownExtension}`,
    })),
  ],
});
