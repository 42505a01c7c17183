import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout, for any working directory. */
export const checkout = fileURLToPath(new URL('..', import.meta.url));

export type StepResult = { ok: boolean; output: string; seconds: number };

export interface StepOptions {
  /**
   * Ends the tool and its processes after this time without output or event, because it hangs. This is not a
   * limit of the total time, which a slow processor would exceed too. It also ends tests in an endless loop,
   * which the runner cannot stop.
   */
  silentForMs: number;
  /** Shows the output while the tool runs instead of keeping it; then only events count as progress. */
  live?: boolean;
  env?: Record<string, string>;
  /** Called with each line that the tool writes to descriptor 3. */
  onEvent?: (line: string) => void;
}

/** Running process groups. Each tool has its own group, so that it can be ended with all its workers. */
const running = new Set<number>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const group of running) endGroup(group, 'SIGTERM');
    // The handler was removed, so this signal ends this process, and the remaining steps do not begin.
    process.kill(process.pid, signal);
  });
}

/** Runs a tool of node_modules/.bin in the checkout. */
export async function runTool(
  tool: string,
  args: readonly string[],
  { silentForMs, live = false, env = {}, onEvent }: StepOptions,
): Promise<StepResult> {
  const startedMs = performance.now();
  const child = spawn(`${checkout}node_modules/.bin/${tool}`, args, {
    cwd: checkout,
    detached: true,
    stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe', onEvent ? 'pipe' : 'ignore'],
    env: { ...process.env, PATH: `${checkout}node_modules/.bin:${process.env.PATH ?? ''}`, ...env },
  });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  let output = '';
  const silence = setTimeout(() => {
    output += `\n${tool} was ended: nothing came of it for ${silentForMs / 1000} s`;
    if (pid !== undefined) endGroup(pid, 'SIGKILL');
  }, silentForMs);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      silence.refresh();
    });
  }
  const events = child.stdio[3];
  if (events && onEvent) {
    createInterface({ input: events as Readable }).on('line', (line) => {
      silence.refresh();
      onEvent(line);
    });
  }
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', (cause) => {
      output += String(cause);
      resolve(false);
    });
    // When a runner is killed, its workers remain and may never end.
    child.on('exit', () => pid !== undefined && endGroup(pid, 'SIGKILL'));
    child.on('close', (code) => resolve(code === 0));
  });
  clearTimeout(silence);
  if (pid !== undefined) running.delete(pid);
  return { ok, output, seconds: (performance.now() - startedMs) / 1000 };
}

function endGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // ESRCH: the group has already ended.
    if (!(error instanceof Error && Reflect.get(error, 'code') === 'ESRCH')) throw error;
  }
}

/** Prints one line about a step, and its output only when it failed. */
export function reportStep(title: string, { ok, output, seconds }: StepResult): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${title.padEnd(28)} ${seconds.toFixed(1)} s`);
  if (!ok && output !== '') console.log(output.trimEnd());
}
