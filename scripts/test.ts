/**
 * `npm test`: runs all checks and tests of the checkout, with their set-up.
 * `node scripts/test.ts <project> …` runs single projects of playwright.config.ts with the same set-up.
 */
import { terminalConfirm } from '../src/browser/confirm.ts';
import { ensureBrowser } from '../src/browser/install.ts';
import { HarnessError } from '../src/core/errors.ts';
import { check } from './check.ts';
import { runTests, type TestRun } from './run-tests.ts';
import { countsLine, sum } from './test-events.ts';

const everything = ['calibration', 'chat', 'functional', 'integration'];

async function main(projects: readonly string[]): Promise<boolean> {
  const runs: TestRun[] = [];
  if (projects.length === 0) runs.push(await check());
  const browser = await ensureBrowser({
    override: process.env.BACKSCROLL_BROWSER,
    say: (line) => console.log(line),
    confirm: terminalConfirm(),
  });
  console.log(`${browser.name} ${browser.version} (${browser.executablePath})`);
  const env = { BACKSCROLL_BROWSER: browser.executablePath };
  for (const project of projects.length === 0 ? everything : projects) {
    const run = await runTests([`--project=${project}`], { live: true, env });
    // Live output is not in `output`; the reason why the tool was ended is.
    if (run.output !== '') console.log(run.output.trim());
    runs.push(run);
  }
  // At the end, where a log that was cut short still names them.
  for (const failure of runs.flatMap(({ failures }) => failures)) console.log(failure);
  console.log(countsLine(runs.map(({ counts }) => counts).reduce(sum)));
  return runs.every(({ ok }) => ok);
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof HarnessError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
