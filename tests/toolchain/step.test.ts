/** Every test that was planned is accounted for, whatever becomes of its runner. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { runTests, type TestRun } from '../../scripts/run-tests.ts';
import type { StepOptions } from '../../scripts/step.ts';
import { account, countsLine, sum, type TestEvent } from '../../scripts/test-events.ts';
import { isAlive } from '../integration/traffic-support/processes.ts';
import { checkout } from './scratch.ts';

const test = base.extend<{
  /** Runs test files, given by their name, in a project of their own. */
  play: (
    files: Record<string, string>,
    options?: Partial<Pick<StepOptions, 'silentForMs'>>,
  ) => Promise<TestRun>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  play: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-step-'));
    symlinkSync(path.join(checkout, 'node_modules'), path.join(folder, 'node_modules'));
    writeFileSync(
      path.join(folder, 'playwright.config.mjs'),
      // By default it would be the checkout's, which is emptied first.
      "export default { outputDir: 'results', projects: [{ name: 'own', testDir: '.' }] }",
    );
    await use((files, options = {}) => {
      const head = "import { test } from '@playwright/test';\n";
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), head + text);
      return runTests(['--config', folder, '--workers=1', ...Object.keys(files)], options);
    });
    rmSync(folder, { recursive: true });
  },
});

test('tests that pass, fail and are skipped are counted; what a failed hook kept from running has failed, by name', async ({
  play,
}) => {
  const { ok, counts, failures } = await play({
    'a.test.mjs':
      "test('passes', () => {}); test.skip('skipped', () => {}); test.fail('expected', () => { throw 1; });",
    'b.test.mjs':
      "test.beforeAll(() => { throw new Error('no server'); }); test('first', () => {}); test('second', () => {});",
  });
  expect(ok).toBe(false);
  expect(counts).toEqual({ passed: 2, failed: 2, skipped: 1 });
  expect(failures).toEqual([
    'failed: [own] › b.test.mjs › first\nError: no server',
    'did not run: [own] › b.test.mjs › second',
  ]);
});

const three = (middle: string): string =>
  `test('first', () => {}); test('second', () => { ${middle} }); test('third', () => {});`;

/** As an endless loop, but it leaves the core to the tests beside it. */
const block = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';

test('a test that blocks its worker for ever ends the runner; it and those after it are named, and those before it count', async ({
  play,
}) => {
  const whole = await play({ 'whole.test.mjs': three('') });
  expect(whole).toMatchObject({ ok: true, counts: { passed: 3, failed: 0, skipped: 0 }, failures: [] });
  // As long as this host takes for a whole run, a few times more, and what other work takes from it meanwhile.
  const silentForMs = whole.seconds * 3_000 + 10_000;
  const run = await play({ 'loop.test.mjs': three(block) }, { silentForMs });
  expect(run.ok).toBe(false);
  expect(run.counts).toEqual({ passed: 1, failed: 2, skipped: 0 });
  expect(run.failures).toEqual([
    'did not end: [own] › loop.test.mjs › second',
    'did not run: [own] › loop.test.mjs › third',
  ]);
  expect(run.output).toContain('playwright was ended: nothing came of it for');
});

test('a runner that is killed leaves the names of the tests that did not run, and no process', async ({
  play,
}, info) => {
  const pidFile = info.outputPath('worker');
  writeFileSync(pidFile, '');
  const killAndLoop = `fs.writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    process.kill(process.ppid, 'SIGKILL'); for (;;);`;
  const run = await play({ 'kill.test.mjs': `import fs from 'node:fs'; ${three(killAndLoop)}` });
  const worker = Number(readFileSync(pidFile, 'utf8'));
  expect(worker).toBeGreaterThan(0);
  // It is told to end; how soon is the host's affair.
  await expect.poll(() => isAlive(worker)).toBe(false);
  expect(run.ok).toBe(false);
  expect(run.counts.passed + run.counts.failed).toBe(3);
  // The end of the first one may be under way when the runner is killed.
  expect(run.failures.slice(-2)).toEqual([
    'did not end: [own] › kill.test.mjs › second',
    'did not run: [own] › kill.test.mjs › third',
  ]);
});

test('a file that does not load is a failure, and so are no tests at all', async ({ play }) => {
  for (const text of ['test(', '']) {
    const { ok, counts } = await play({ 'file.test.mjs': text });
    expect(ok).toBe(false);
    expect(counts).toMatchObject({ passed: 0, failed: expect.any(Number) });
    expect(counts.failed).toBeGreaterThan(0);
  }
});

test('a runner that fails though no test did, or says nothing, is a failure', () => {
  const events: TestEvent[] = [
    { type: 'planned', tests: [{ id: '1', name: 'a' }] },
    { type: 'begun', id: '1' },
    { type: 'ended', id: '1', outcome: 'passed', errors: [], observations: [] },
  ];
  expect(account(events, true)).toEqual({ counts: { passed: 1, failed: 0, skipped: 0 }, failures: [] });
  expect(account(events, false)).toMatchObject({
    counts: { passed: 1, failed: 1 },
    failures: [expect.stringContaining('no test did')],
  });
  expect(account([], false).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(account([], true).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('the last line says how many were skipped only where some were', () => {
  const one = { passed: 1, failed: 2, skipped: 0 };
  expect(countsLine(one)).toBe('1 passed, 2 failed');
  expect(countsLine(sum(one, { passed: 3, failed: 0, skipped: 1 }))).toBe('4 passed, 2 failed, 1 skipped');
});
