import { performance } from 'node:perf_hooks';
import { blameOf } from '../core/error-codes.ts';
import { causeText, exitCode, HarnessError } from '../core/errors.ts';
import { isInterruption } from './interrupt.ts';

/** Prints what is being done. Progress replaces itself on a terminal and is thinned out elsewhere. */
export class Logger {
  #shown = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  readonly #stream = process.stderr;

  say(line: string): void {
    this.#clear();
    this.#stream.write(`${line}\n`);
  }

  /** A line that the next one replaces. */
  progress(line: string): void {
    const nowMs = performance.now();
    const everyMs = this.#stream.isTTY ? 100 : 5_000;
    if (nowMs - this.#lastMs < everyMs) return;
    this.#lastMs = nowMs;
    if (!this.#stream.isTTY) {
      this.#stream.write(`  ${line}\n`);
      return;
    }
    this.#clear();
    this.#stream.write(`  ${line}`);
    this.#shown = line.length + 2;
  }

  /** Does one part of the set-up and says what came of it and how long it took. */
  async timed<Result>(
    title: string,
    body: () => Promise<Result>,
    outcome: (result: Result) => string,
  ): Promise<Result> {
    const startedMs = performance.now();
    const result = await body();
    const seconds = (performance.now() - startedMs) / 1000;
    this.say(`${title.padEnd(10)} ${outcome(result)} (${seconds.toFixed(1)} s)`);
    return result;
  }

  #clear(): void {
    if (this.#shown > 0) this.#stream.write(`\r${' '.repeat(this.#shown)}\r`);
    this.#shown = 0;
  }
}

/** How wide the terminal is, and whether it shows colours. */
export function screen(): { columns: number; color: boolean } {
  return {
    columns: process.stdout.columns ?? 120,
    color: process.stdout.isTTY && process.env.NO_COLOR === undefined,
  };
}

/** Runs a command; says its error in one message and sets the exit code. A bug of ours keeps its stack. */
export async function guarded(body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (cause) {
    process.stderr.write(`\n${cause instanceof HarnessError ? cause.message : stackOf(cause)}\n`);
    process.exitCode = isInterruption(cause) ? exitCode.interrupted : thrownExitCode(cause);
  }
}

/** A host that cannot be what is measured on makes any result invalid. */
function thrownExitCode(cause: unknown): number {
  const ofHost = cause instanceof HarnessError && blameOf(cause.code).fault === 'host';
  return ofHost ? exitCode.invalid : exitCode.couldNotRun;
}

function stackOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : causeText(cause);
}
