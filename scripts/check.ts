/** `npm run check`: all checks that need neither a browser nor a database, in parallel. */
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { runTests, type TestRun } from './run-tests.ts';
import { reportStep, runTool } from './step.ts';

/** A tool takes seconds, or half a minute on a slow machine. A tool that is silent for this long hangs. */
const silentForMs = 10 * 60_000;

/** @returns the result of the unit tests, in which each tool with a problem counts as one more failure */
export async function check(): Promise<TestRun> {
  const tools = [
    { title: 'boundaries', tool: 'node', args: ['scripts/boundaries.ts'] },
    { title: 'format and lint', tool: 'biome', args: ['check', '--error-on-warnings', '.'] },
    { title: 'types', tool: 'tsc', args: ['-p', '.'] },
    { title: 'unused code', tool: 'knip', args: ['--no-progress', '--no-config-hints'] },
  ];
  // One worker more than cores, because many of these tests wait for a process that they have started.
  const units = runTests(['--project=unit', `--workers=${availableParallelism() + 1}`]);
  const results = await Promise.all(
    tools.map(async ({ title, tool, args }) => {
      const result = await runTool(tool, args, { silentForMs });
      reportStep(title, result);
      return result.ok ? [] : [`failed: ${title}`];
    }),
  );
  const unit = await units;
  reportStep(`unit tests (${unit.counts.passed} passed)`, unit);
  const failures = [...results.flat(), ...unit.failures];
  const counts = { ...unit.counts, failed: unit.counts.failed + results.flat().length };
  return { ...unit, counts, failures, ok: counts.failed === 0 && unit.ok };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { ok, failures } = await check();
  for (const line of failures) console.log(line);
  process.exitCode = ok ? 0 : 1;
}
