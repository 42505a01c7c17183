import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Processes that take a share of every core, ahead of all processes of normal priority. */
export interface Spinners extends AsyncDisposable {
  readonly ids: readonly number[];
  /** Rejects when one of them ends by itself. */
  readonly ended: Promise<never>;
}

type Spinner = ChildProcessByStdio<Writable, Readable, null>;

/** A period whose effect is like that of a slower processor; bench/spinners.ts gives the reasons. */
export const usualPeriodMs = 0.5;

/** Of the priorities 1 to 99: above everything that is not real-time, below the kernel's own threads. */
const priority = 50;

/**
 * Starts one on each core, and returns when all of them spin. They end when this process ends, even if it is
 * killed.
 *
 * @param duty share of the time, above 0 and below the share that the kernel allows real-time processes
 * @param periodMs mean length of one busy and idle cycle (ms); shorter than a frame, so that every frame is
 *   slowed down
 */
export async function startSpinners(duty: number, periodMs = usualPeriodMs): Promise<Spinners> {
  const most = realTimeShare();
  if (!(duty > 0 && duty < most)) throw new RangeError(`--duty must be above 0 and below ${most}.`);
  if (!(periodMs >= 0.2 && periodMs <= 100)) throw new RangeError('--period must be 0.2 to 100 ms.');
  const spinners = Array.from({ length: availableParallelism() }, (_, core) => start(core, duty, periodMs));
  const { promise: ended, reject } = Promise.withResolvers<never>();
  // Callers may ignore `ended`: without this, a rejection would be unhandled.
  ended.catch(() => undefined);
  for (const spinner of spinners) {
    spinner.once('error', reject);
    spinner.once('exit', (code) => reject(new Error(`A spinner ended early, with code ${code}.`)));
  }
  await using stack = new AsyncDisposableStack();
  for (const spinner of spinners) stack.defer(() => end(spinner));
  for (const spinner of spinners) await Promise.race([once(spinner.stdout, 'data'), ended]);
  const kept = stack.move();
  return {
    ids: spinners.flatMap(({ pid }) => pid ?? []),
    ended,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** `chrt` and `taskset` replace themselves with the program they start, so the child is the spinner. */
function start(core: number, duty: number, periodMs: number): Spinner {
  const spinner = fileURLToPath(new URL('spinner.ts', import.meta.url));
  const words = ['-f', `${priority}`, 'taskset', '-c', `${core}`, process.execPath, spinner];
  return spawn('chrt', [...words, `${duty}`, `${periodMs}`], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function end(spinner: Spinner): Promise<void> {
  if (spinner.exitCode !== null || spinner.signalCode !== null || spinner.pid === undefined) return;
  const gone = once(spinner, 'exit');
  spinner.kill('SIGKILL');
  await gone;
}

/**
 * The share of the time that the kernel allows real-time processes, 0.95 by default; it cuts off more.
 * Source: https://docs.kernel.org/scheduler/sched-rt-group.html
 */
function realTimeShare(): number {
  const read = (name: string) => Number(readFileSync(`/proc/sys/kernel/sched_rt_${name}_us`, 'utf8'));
  const runtimeUs = read('runtime');
  return runtimeUs < 0 ? 1 : runtimeUs / read('period');
}
