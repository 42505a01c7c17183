import { defineConfig } from '@playwright/test';

/**
 * Everything that measures runs alone and once: two workers share the cores, and a retry picks the
 * lucky run. Unit tests touch neither browser nor clock, so they may run side by side.
 */
const alone = { workers: 1, fullyParallel: false, retries: 0 } as const;

export default defineConfig({
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Two are as fast as more on two cores, and a laptop stays usable.
  workers: 2,
  reporter: [['list']],
  outputDir: 'test-results',
  use: { trace: 'off', video: 'off', screenshot: 'off' },
  projects: [
    {
      name: 'unit',
      testDir: 'tests',
      testMatch: ['unit/**/*.test.ts', 'toolchain/**/*.test.ts'],
      fullyParallel: true,
      timeout: 30_000,
    },
    {
      name: 'calibration',
      testDir: 'tests/calibration',
      testMatch: '**/*.test.ts',
      timeout: 120_000,
      ...alone,
    },
    {
      name: 'integration',
      testDir: 'tests/integration',
      testMatch: '**/*.test.ts',
      timeout: 120_000,
      ...alone,
    },
    { name: 'browser', testDir: 'specs/browser', testMatch: '**/*.spec.ts', timeout: 1_800_000, ...alone },
  ],
});
