import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { exitCode } from '../core/errors.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { playwrightCli, playwrightConfig } from './playwright.ts';
import { makeScratch } from './scratch.ts';

/** An interrupt that comes while Playwright starts a worker may leave it waiting for that one; else it takes some seconds. */
const endsWithinMs = 60_000;

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
  const words = ['test', `--config=${playwrightConfig}`, ...projects, ...shard, ...grep];
  const child = spawn(process.execPath, [playwrightCli(), ...words], {
    // Where standard output is for the results alone, what is said goes to standard error.
    stdio: ['pipe', quiet ? process.stderr.fd : 'inherit', 'inherit'],
    env: {
      ...process.env,
      TMPDIR: scratch.folder,
      BACKSCROLL_RUN: JSON.stringify(options),
      BACKSCROLL_END_WITH_INPUT: '1',
    },
  });
  let force: NodeJS.Timeout | undefined;
  // The terminal sends Ctrl-C to both: Playwright ends its workers and reports, we wait for it.
  const interrupt = (): void => {
    child.stdin?.end();
    force ??= killAfter(child, endsWithinMs, () =>
      process.stderr.write(
        `Playwright did not end within ${endsWithinMs / 1_000} s and is ended by force. "backscroll report ${options.folder}" assembles what was measured.\n`,
      ),
    );
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  clearTimeout(force);
  return force === undefined ? (code ?? exitCode.couldNotRun) : exitCode.interrupted;
}

/** Kills a process that has not ended after so long; its own children end with it, as their input and channels do. */
export function killAfter(child: ChildProcess, ms: number, onKill: () => void): NodeJS.Timeout {
  return setTimeout(() => {
    onKill();
    child.kill('SIGKILL');
  }, ms);
}
