import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { exitCode } from '../core/errors.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { playwrightCli } from './playwright.ts';
import { makeScratch } from './scratch.ts';
import { project } from './set-up.ts';

/**
 * Runs the specs in a process of their own, which ends when we do.
 *
 * @param grep how Playwright is to choose among them
 * @param quiet whether standard output is for the results alone
 * @returns Playwright's exit code, or that of an interrupt
 */
export async function runSpecs(
  options: RunOptions,
  grep: readonly string[],
  quiet: boolean,
): Promise<number> {
  const projects = options.profiles.map((profile) => `--project=${profile}`);
  const shard = options.shard === null ? [] : [`--shard=${options.shard}`];
  await using scratch = await makeScratch();
  const child = spawn(process.execPath, [playwrightCli(), 'test', ...projects, ...shard, ...grep], {
    cwd: project,
    // Where standard output is for the results alone, what is said goes to standard error.
    stdio: ['pipe', quiet ? process.stderr.fd : 'inherit', 'inherit'],
    env: {
      ...process.env,
      TMPDIR: scratch.folder,
      BACKSCROLL_RUN: JSON.stringify(options),
      BACKSCROLL_END_WITH_INPUT: '1',
    },
  });
  let interrupted = false;
  // The terminal sends Ctrl-C to both: Playwright ends its workers and reports, we wait for it.
  const interrupt = (): void => {
    interrupted = true;
    child.stdin?.end();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  return interrupted ? exitCode.interrupted : (code ?? exitCode.couldNotRun);
}
