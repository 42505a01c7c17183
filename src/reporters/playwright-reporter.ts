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
import type { JournalRecord } from '../core/journal.ts';
import { parseJournal } from '../core/journal.ts';
import { cellName } from '../core/results.ts';
import { readDurations, timeLeftMs, writeDurations } from './durations.ts';
import { cellLine, resultTable } from './terminal.ts';
import { comparisonLine } from './terminal-comparison.ts';
import { dashboardName, writeReport } from './write-report.ts';

export interface RunReporterOptions {
  /** The run's folder. */
  folder: string;
  /** Where durations of earlier runs are kept. */
  durationsFile: string;
  /** What durations depend on beside the cell: only those of runs that were asked for the same count. */
  durationsKind: string;
  /** End the run when standard input ends: whoever started it is gone. */
  endWithInput: boolean;
  color: boolean;
  /** Whether to tell the progress; another reporter does when it is not. */
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
  /** Cells in the journal when the test that runs began. */
  #cellsBefore = 0;

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
    // It may wait for the end, but it must not keep the run alive.
    if ('unref' in process.stdin && typeof process.stdin.unref === 'function') process.stdin.unref();
  }

  onTestBegin(test: TestCase): void {
    this.#begunMs = performance.now();
    this.#cellsBefore = this.#records().filter(({ type }) => type === 'cell').length;
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
    // A cell that ended early tells nothing about how long it takes.
    if (!result.errors.some(isTrouble)) this.#measured[this.#nameOf(title)] = result.duration;
    this.#keepError(result);
    const newest = this.#newestCell();
    if (newest !== undefined) this.#say(`  ${newest.line}`);
    for (const error of result.errors.filter(isTrouble)) this.onError(error);
  }

  /** A cell that failed before its first record is in no result, unless this says why: the run is not complete. */
  #keepError({ errors }: TestResult): void {
    const [trouble] = errors.filter(isTrouble);
    const records = this.#records();
    const cells = records.filter(({ type }) => type === 'cell').length;
    // A set-up that failed is journaled by itself.
    const isKept = cells > this.#cellsBefore || records.some(({ type }) => type === 'error');
    if (trouble === undefined || isKept || records.length === 0) return;
    this.#append({ type: 'error', atMs: Date.now(), message: messageOf(trouble) });
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

  /** The cell that was begun last, as the journal has it, in one line. */
  #newestCell(): { line: string } | undefined {
    const records = this.#records();
    // A set-up that failed is journaled before the run begins.
    if (!records.some(({ type }) => type === 'run')) return undefined;
    const { cells, comparisons, metrics } = assemble(records);
    const cell = cells.at(-1);
    if (cell === undefined) return undefined;
    const compared = comparisons.find((each) => cellName({ ...each, arm: cell.arm }) === cellName(cell));
    return { line: compared === undefined ? cellLine(cell, metrics) : comparisonLine(compared) };
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

  /** A line that the next one replaces; only terminals get it. */
  #transient(line: string): void {
    if (!this.#options.progress || !process.stdout.isTTY) return;
    process.stdout.write(`\r${line.padEnd(this.#shown)}${line === '' ? '\r' : ''}`);
    this.#shown = line.length;
  }
}

function messageOf({ message, value }: TestError): string {
  return stripVTControlCharacters(message ?? value ?? 'An error without a message.');
}

/** A missed budget speaks for itself in the line of its cell; anything else that failed has to be said. */
function isTrouble(error: TestError): boolean {
  return error.message?.includes('does not meet its budgets') !== true;
}

/** Whoever claims a run's folder leaves an empty journal there. */
function isBegun(journal: string): boolean {
  return existsSync(journal) && statSync(journal).size > 0;
}

function titleOf(test: TestCase): string {
  const [, project = '', , ...rest] = test.titlePath();
  return `${rest.join(' › ')} (${project})`;
}
