/** `npm run check`: everything that needs neither a browser nor a database, side by side. */
import { pathToFileURL } from 'node:url';
import { type Counts, reportStep, runProject, runTool } from './step.ts';

/** @returns whether all went well, and how many unit tests did */
export async function check(): Promise<{ ok: boolean; counts: Counts }> {
  const tools = [
    { title: 'format, lint, boundaries', tool: 'biome', args: ['check', '--error-on-warnings', '.'] },
    { title: 'types', tool: 'tsc', args: ['-p', '.'] },
    { title: 'unused code', tool: 'knip', args: ['--no-progress', '--no-config-hints'] },
  ];
  const units = runProject('unit', { live: false, timeoutMs: 120_000 });
  const results = await Promise.all(
    tools.map(async ({ title, tool, args }) => {
      const result = await runTool(tool, args, { timeoutMs: 60_000 });
      reportStep(title, result);
      return result.ok;
    }),
  );
  const { counts, ...unit } = await units;
  reportStep(`unit tests (${counts.passed} passed)`, unit);
  return { ok: results.every(Boolean) && unit.ok, counts };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { ok } = await check();
  process.exitCode = ok ? 0 : 1;
}
