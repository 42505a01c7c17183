/** Playwright reporter of measured runs: progress on the terminal, and the run's documents at the end. */
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
  TestStep,
} from '@playwright/test/reporter';
import { assemble } from '../core/assemble.ts';
import { causeText } from '../core/errors.ts';
import { unmetBudgets } from '../core/results/budget.ts';
import { cellName } from '../core/results/cell.ts';
import type { JournalRecord } from '../core/results/journal.ts';
import { parseJournal } from '../core/results/journal.ts';
import { readDurations, timeLeftMs, writeDurations } from './terminal/durations.ts';
import { cellLine, resultTable } from './terminal/terminal.ts';
import { comparisonLine } from './terminal/terminal-comparison.ts';
import { dashboardName, writeReport } from './write-report.ts';

export interface RunReporterOptions {
  /** The run's folder. */
  folder: string;
  /** File with the durations of earlier runs. */
  durationsFile: string;
  /** What durations depend on besides the cell: only those of runs with the same configured count apply. */
  durationsKind: string;
  /** Whether to end the run when standard input ends: the parent process is gone then. */
  endWithInput: boolean;
  color: boolean;
  /** Whether to print the progress; when false, another reporter does. */
  progress: boolean;
}

export default class RunReporter implements Reporter {
  readonly #options: RunReporterOptions;
  readonly #known: Record<string, number>;
  readonly #measured: Record<string, number> = {};
  #remaining: string[] = [];
  #total = 0;
  #begunMs = 0;
  #shown = 0;
  /** Number of cells that had ended at the end of the last test. */
  #ended = 0;

  constructor(options: RunReporterOptions) {
    this.#options = options;
    this.#known = readDurations(options.durationsFile);
  }

  printsToStdio(): boolean {
    return this.#options.progress;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#remaining = suite.allTests().map(titleOf);
    this.#total = this.#remaining.length;
    if (!this.#options.endWithInput) return;
    process.stdin.once('end', () => process.kill(process.pid, 'SIGINT')).resume();
    // Waiting for the end of standard input must not keep the run alive.
    if ('unref' in process.stdin && typeof process.stdin.unref === 'function') process.stdin.unref();
  }

  onTestBegin(test: TestCase): void {
    this.#begunMs = performance.now();
    this.#say(
      `[${this.#total - this.#remaining.length + 1}/${this.#total}] ${titleOf(test)}${this.#timeLeft()}`,
    );
  }

  onStepBegin(test: TestCase, _result: TestResult, step: TestStep): void {
    if (step.category === 'test.step')
      this.#transient(`  ${titleOf(test)}: ${step.title}${this.#timeLeft()}`);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const title = titleOf(test);
    this.#remaining = this.#remaining.filter((each) => each !== title);
    if (result.status === 'skipped' || result.status === 'interrupted') return;
    // A cell that ended early does not show how long it takes.
    if (!result.errors.some(isTrouble)) this.#measured[this.#nameOf(title)] = result.duration;
    const records = this.#records();
    const ended = records.filter(({ type }) => type === 'cell-end').length;
    if (ended > this.#ended) this.#say(`  ${newestLine(records)}`);
    for (const error of result.errors.filter(isTrouble)) this.onError(error);
    if (ended === this.#ended) this.#keepError(result, records);
    this.#ended = ended;
  }

  /** Records why a cell failed before its first record: otherwise the run would seem complete. */
  #keepError({ errors }: TestResult, records: readonly JournalRecord[]): void {
    const [trouble] = errors.filter(isTrouble);
    // A failed set-up has its own record in the journal.
    if (trouble === undefined || records.length === 0 || records.some(({ type }) => type === 'error')) return;
    try {
      this.#append({ type: 'error', atMs: Date.now(), message: messageOf(trouble) });
    } catch (cause) {
      this.#say(`It could not be kept: ${causeText(cause)}.`);
    }
  }

  onError(error: TestError): void {
    this.#say(messageOf(error));
  }

  onEnd(result: FullResult): void {
    const { folder, durationsFile, color } = this.#options;
    if (!isBegun(path.join(folder, 'journal.ndjson'))) return;
    try {
      if (result.status !== 'interrupted') this.#append({ type: 'end', atMs: Date.now() });
      const results = writeReport(folder);
      this.#say(`\n${resultTable(results, { columns: process.stdout.columns ?? 120, color })}\n`);
      this.#say(`Report: ${path.relative('.', path.join(folder, dashboardName))}`);
      writeDurations(durationsFile, this.#measured);
    } catch (cause) {
      this.#say(
        `The report could not be written: ${causeText(cause)}. "backscroll report ${folder}" tries again.`,
      );
    }
  }

  #append(record: JournalRecord): void {
    appendFileSync(path.join(this.#options.folder, 'journal.ndjson'), `${JSON.stringify(record)}\n`);
  }

  #records(): JournalRecord[] {
    const file = path.join(this.#options.folder, 'journal.ndjson');
    return isBegun(file) ? parseJournal(readFileSync(file, 'utf8')) : [];
  }

  #timeLeft(): string {
    const names = this.#remaining.map((title) => this.#nameOf(title));
    const leftMs = timeLeftMs(names, this.#known, performance.now() - this.#begunMs);
    if (leftMs === undefined) return '';
    const seconds = Math.round(leftMs / 1000);
    return `, about ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`;
  }

  #nameOf(title: string): string {
    return `${title}, ${this.#options.durationsKind}`;
  }

  #say(line: string): void {
    if (!this.#options.progress) return;
    this.#transient('');
    process.stdout.write(`${line}\n`);
  }

  /** Prints a line that the next one replaces; only on terminals. */
  #transient(line: string): void {
    if (!this.#options.progress || !process.stdout.isTTY) return;
    process.stdout.write(`\r${line.padEnd(this.#shown)}${line === '' ? '\r' : ''}`);
    this.#shown = line.length;
  }
}

/**
 * The cell that ended last, in one line. The next one may have begun: workers do not wait for the reporter.
 */
function newestLine(records: readonly JournalRecord[]): string {
  const end = records.findLastIndex(({ type }) => type === 'cell-end');
  const next = records.findIndex(({ type }, index) => type === 'cell' && index > end);
  const { cells, comparisons, metrics } = assemble(next < 0 ? records : records.slice(0, next));
  const cell = cells.at(-1);
  if (cell === undefined) throw new RangeError('no cell has ended');
  const compared = comparisons.find((each) => cellName({ ...each, arm: cell.arm }) === cellName(cell));
  return compared === undefined ? cellLine(cell, metrics) : comparisonLine(compared);
}

function messageOf({ message, value }: TestError): string {
  return stripVTControlCharacters(message ?? value ?? 'An error without a message.');
}

/** A missed budget is visible in the line of its cell; any other failure must be printed. */
function isTrouble(error: TestError): boolean {
  return error.message?.includes(unmetBudgets) !== true;
}

/** A claimed run folder contains an empty journal at first. */
function isBegun(journal: string): boolean {
  return existsSync(journal) && statSync(journal).size > 0;
}

function titleOf(test: TestCase): string {
  const [, project = '', , ...rest] = test.titlePath();
  return `${rest.join(' › ')} (${project})`;
}
