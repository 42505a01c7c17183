import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The checkout, whatever folder the command was started from. */
export const checkout = fileURLToPath(new URL('..', import.meta.url));

export type StepResult = { ok: boolean; output: string; seconds: number };

export interface StepOptions {
  /**
   * The tool and everything that it started is ended after so long without output or event: it hangs. Not a
   * limit of the whole, which a slow processor would reach as well. A test in an endless loop cannot be
   * stopped by its runner.
   */
  silentForMs: number;
  /** Shows the output while it runs instead of keeping it; then only events are progress. */
  live?: boolean;
  env?: Record<string, string>;
  /** Takes each line that the tool writes to descriptor 3. */
  onEvent?: (line: string) => void;
}

/** Process groups under way: a group of their own, so that a tool and all its workers can be ended. */
const running = new Set<number>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const group of running) endGroup(group, 'SIGTERM');
    // Nobody listens any more: this ends us, and the steps that were left do not begin.
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
    // A runner that was killed leaves its workers, which may never end.
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
    // ESRCH: it ended by itself in the meantime.
    if (!(error instanceof Error && Reflect.get(error, 'code') === 'ESRCH')) throw error;
  }
}

/** One line about a step, and its output only when it failed. */
export function reportStep(title: string, { ok, output, seconds }: StepResult): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${title.padEnd(28)} ${seconds.toFixed(1)} s`);
  if (!ok && output !== '') console.log(output.trimEnd());
}
