/**
 * `npm test`: proves the checkout, set-up included. `node .ci/test.ts <project> …` runs single
 * projects of playwright.config.ts with the same set-up.
 */
import { terminalConfirm } from '../src/browser/confirm.ts';
import { ensureBrowser } from '../src/browser/install.ts';
import { HarnessError } from '../src/core/errors.ts';
import { check } from './check.ts';
import { type Counts, runProject } from './step.ts';

const everything = ['calibration', 'integration'];

async function main(projects: readonly string[]): Promise<boolean> {
  const total: Counts = { passed: 0, failed: 0 };
  const add = ({ passed, failed }: Counts): void => {
    total.passed += passed;
    total.failed += failed;
  };
  let ok = true;
  if (projects.length === 0) {
    const checked = await check();
    ok = checked.ok;
    add(checked.counts);
  }
  const browser = await ensureBrowser({
    override: process.env.BACKSCROLL_BROWSER,
    say: (line) => console.log(line),
    confirm: terminalConfirm(),
  });
  console.log(`${browser.name} ${browser.version} (${browser.executablePath})`);
  for (const project of projects.length === 0 ? everything : projects) {
    const env = { BACKSCROLL_BROWSER: browser.executablePath };
    const result = await runProject(project, { live: true, timeoutMs: 900_000, env });
    ok &&= result.ok;
    add(result.counts);
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return ok;
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof HarnessError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
