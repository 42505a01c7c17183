import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The checkout, whatever folder the command was started from. */
export const checkout = fileURLToPath(new URL('..', import.meta.url));

export type StepResult = { ok: boolean; output: string; seconds: number };

/** Process groups under way: a group of their own, so that a tool and all its workers can be ended. */
const running = new Set<number>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const group of running) endGroup(group, 'SIGTERM');
    process.exitCode = 130;
  });
}

/**
 * Runs a tool of node_modules/.bin in the checkout.
 *
 * @param options.timeoutMs the tool and everything that it started is ended then: a test in an endless
 *   loop cannot be stopped by its runner
 * @param options.live shows the output while it runs instead of keeping it
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  options: { timeoutMs: number; live?: boolean; env?: Record<string, string> },
): Promise<StepResult> {
  const startedMs = performance.now();
  const child = spawn(`${checkout}node_modules/.bin/${tool}`, args, {
    cwd: checkout,
    detached: true,
    stdio: options.live === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${checkout}node_modules/.bin:${process.env.PATH ?? ''}`, ...options.env },
  });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  let output = '';
  const keep = (text: unknown): void => {
    output += String(text);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const late = setTimeout(() => {
    keep(`\n${tool} was ended after ${options.timeoutMs / 1000} s`);
    if (pid !== undefined) endGroup(pid, 'SIGKILL');
  }, options.timeoutMs);
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', (cause) => {
      keep(cause);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
  clearTimeout(late);
  if (pid !== undefined) running.delete(pid);
  return { ok, output, seconds: (performance.now() - startedMs) / 1000 };
}

function endGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // ESRCH: it ended by itself in the meantime.
    if (!(error instanceof Error && Reflect.get(error, 'code') === 'ESRCH')) throw error;
  }
}

/** One line about a step, and its output only when it failed. */
export function reportStep(title: string, { ok, output, seconds }: StepResult): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${title.padEnd(28)} ${seconds.toFixed(1)} s`);
  if (!ok && output !== '') console.log(output.trimEnd());
}

export type Counts = { passed: number; failed: number };

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  errors: z.array(z.unknown()),
});

/** What Playwright's JSON report counted; a file that could not be loaded is a failure too. */
export function countTests(report: string): Counts {
  const { stats, errors } = playwrightReport.parse(JSON.parse(report));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/** Runs one project of playwright.config.ts and counts its tests. */
export async function runProject(
  project: string,
  options: { live: boolean; timeoutMs: number; env?: Record<string, string> },
): Promise<StepResult & { counts: Counts }> {
  const report = `${checkout}.backscroll/tests/${project}.json`;
  rmSync(report, { force: true });
  const args = ['test', `--project=${project}`, '--reporter=list,json'];
  const env = { ...options.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const result = await runTool('playwright', args, { ...options, env });
  return { ...result, counts: readCounts(report) };
}

function readCounts(report: string): Counts {
  try {
    return countTests(readFileSync(report, 'utf8'));
  } catch {
    // Playwright ended before it could write its report: something failed that no test stands for.
    return { passed: 0, failed: 1 };
  }
}
