import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { JournalRecord } from '../../src/core/results/journal.ts';
import { type Results, results as resultsSchema } from '../../src/core/results/results.ts';
import { commandOf } from '../../src/database/processes.ts';
import { readJournal } from '../../src/measure/journal/journal-file.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Set-up comes before the first iteration. What ended instead is noticed at once; this is for what hangs. */
const hangsAfterMs = 5 * 60_000;

/** A run of the command line as a terminal starts it: in a process group of its own. */
export class RunProcess implements AsyncDisposable {
  readonly child: ChildProcess;
  /** The run's folder; it need not exist yet. */
  readonly folder: string;
  /** The temporary folder of everything that it starts. */
  readonly temporary = mkdtempSync(path.join(tmpdir(), 'run-'));
  /** What it wrote to standard output until now. */
  output = '';
  #said = '';
  readonly #ended: Promise<unknown>;

  constructor(args: readonly string[], options: { folder?: string; databaseUrl: string }) {
    this.folder =
      options.folder ?? path.join(this.temporary, '..', `${path.basename(this.temporary)}-report`);
    const words = ['src/cli/main.ts', 'run', '--size', 'small', '--output', this.folder, ...args];
    this.child = spawn(process.execPath, words, {
      cwd: project,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: this.temporary, DATABASE_URL: options.databaseUrl },
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
      });
    }
    this.#ended = once(this.child, 'close');
  }

  /** All that it said until now. */
  get said(): string {
    return this.#said;
  }

  records(): JournalRecord[] {
    return existsSync(path.join(this.folder, 'journal.ndjson')) ? readJournal(this.folder) : [];
  }

  results(): Results {
    return resultsSchema.parse(JSON.parse(readFileSync(path.join(this.folder, 'results.json'), 'utf8')));
  }

  /** Waits until so many iterations are in the journal; fails at once when the run has ended instead. */
  untilIterations(count: number): Promise<void> {
    return this.#until('iteration', count);
  }

  /** Waits until so many cells have ended, in the same way. */
  untilCells(count: number): Promise<void> {
    return this.#until('cell-end', count);
  }

  async #until(kind: JournalRecord['type'], count: number): Promise<void> {
    await expect
      .poll(
        () => {
          if (this.child.exitCode !== null) throw new Error(`the run ended: ${this.said}`);
          return this.records().filter(({ type }) => type === kind).length;
        },
        { timeout: hangsAfterMs, intervals: [50] },
      )
      .toBeGreaterThanOrEqual(count);
  }

  /** Waits until something of this name is in the run's folder. */
  async untilFile(name: string): Promise<void> {
    const isThere = () => {
      if (this.child.exitCode !== null) throw new Error(`the run ended: ${this.said}`);
      return existsSync(path.join(this.folder, name));
    };
    await expect.poll(isThere, { timeout: hangsAfterMs, intervals: [20] }).toBe(true);
  }

  /** The exit code. */
  async exit(): Promise<number | null> {
    await this.#ended;
    return this.child.exitCode;
  }

  /** Its processes now, itself included: id → command line. */
  async processes(): Promise<Map<number, string>> {
    const parents = new Map<number, number>();
    for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      const stat = readFileOrNothing(`/proc/${name}/stat`);
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ', 1)[0]));
    }
    const own = new Map<number, string>();
    const belongs = (pid: number): boolean =>
      pid === this.child.pid || (parents.has(pid) && pid > 1 && belongs(parents.get(pid) ?? 0));
    for (const pid of parents.keys()) if (belongs(pid)) own.set(pid, (await commandOf(pid)) ?? '');
    return own;
  }

  /** The one process whose command line matches. */
  async find(pattern: RegExp): Promise<number> {
    const found = [...(await this.processes())].filter(([, command]) => pattern.test(command));
    if (found[0] === undefined) throw new Error(`no process is like ${pattern}`);
    return found[0][0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.#ended;
    for (const each of [this.folder, this.temporary]) rmSync(each, { recursive: true, force: true });
  }
}

/** Those of the processes that still run. */
export async function stillRunning(processes: ReadonlyMap<number, string>): Promise<string[]> {
  const commands = await Promise.all(
    [...processes].map(async ([pid, command]) => ((await commandOf(pid)) === command ? command : '')),
  );
  return commands.filter((command) => command !== '');
}

/** A process may end while it is looked at. */
function readFileOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
