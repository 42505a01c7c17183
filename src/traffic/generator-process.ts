import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { causeText, HarnessError } from '../core/errors.ts';
import { type GeneratorCommand, type GeneratorReport, generatorReport } from './protocol.ts';
import { siblingModule } from './worker-thread.ts';

/** Number of log lines of the process that are kept, for the message about its end. */
const keptLogLines = 20;

/** The report on a line; null for any other line, which is a log line of the target. */
function parseReport(line: string): GeneratorReport | null {
  try {
    return generatorReport.safeParse(JSON.parse(line)).data ?? null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/** The generator's process from the runner's view: it gets commands, sends reports, and ends. */
export class GeneratorProcess {
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #log: string[] = [];

  /**
   * @param onReport called for each report, in order
   * @param onEnd called once when the process has ended, with the error for an unexpected end
   */
  constructor(onReport: (report: GeneratorReport) => void, onEnd: (error: HarnessError) => void) {
    this.#child = spawn(process.execPath, [fileURLToPath(siblingModule('main'))], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const report = parseReport(line);
      if (report === null) this.#keep(line);
      else onReport(report);
    });
    createInterface({ input: this.#child.stderr }).on('line', (line) => this.#keep(line));
    // A write to a process that has just died: `close` reports its end.
    this.#child.stdin.on('error', (cause) => this.#keep(causeText(cause)));
    this.#child.on('error', (cause) => this.#keep(causeText(cause)));
    this.exited = once(this.#child, 'close').then(
      ([code, signal]) => onEnd(this.#endError(String(signal ?? code))),
      (cause: unknown) => onEnd(this.#endError(causeText(cause))),
    );
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  #keep(line: string): void {
    this.#log.push(line);
    if (this.#log.length > keptLogLines) this.#log.shift();
  }

  #endError(how: string): HarnessError {
    const log = this.#log.length === 0 ? '' : ` It said:\n    ${this.#log.join('\n    ')}`;
    return new HarnessError(
      'TRAFFIC_GENERATOR_DIED',
      `The process of the background traffic ended (${how}) before it was stopped.${log}`,
      'Run it again; if it was killed, look for memory pressure on this machine.',
    );
  }

  send(command: GeneratorCommand): void {
    this.#child.stdin.write(`${JSON.stringify(command)}\n`);
  }

  /** Ends the process by ending its input, and by force if it is still running after `graceMs`. */
  async end(graceMs: number): Promise<void> {
    this.#child.stdin.end();
    const force = setTimeout(() => this.#child.kill('SIGKILL'), graceMs);
    await this.exited;
    clearTimeout(force);
  }
}
