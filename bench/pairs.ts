/**
 * The verdicts of `compare` for two whole runs of one commit on one host. In every second pair, one of the
 * two runs is on a slowed host, as if it were another machine.
 *
 * `npm run bench:pairs -- --pairs 12 [--duty 0.23]`: about 12 minutes a pair. Do not use the machine
 * meanwhile. Each pair is kept in tests/recorded/studies; the same command continues after an interruption,
 * also on another day. The table goes into docs/error-rates.md. Linux only, because slowing the host needs
 * real-time priority.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Comparison, comparison } from '../src/core/results/comparison.ts';
import { writeBetween } from './markers.ts';
import { type StudyEntry, StudyJournal } from './studies/journal.ts';
import { playRun } from './studies/play.ts';
import { machinesOf, minutesOf, rate, statusTable } from './studies/tally.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '12' },
    /** A slowdown of 1.3: the share of each core that is left is 1 / 1.3. */
    duty: { type: 'string', default: '0.23' },
    journal: { type: 'string', default: 'tests/recorded/studies/pairs.ndjson' },
    folder: { type: 'string', default: '.backscroll/bench-pairs' },
  },
});
const pairs = Number(values.pairs);
const folder = path.resolve(values.folder);
const journal = new StudyJournal(values.journal);
const written = z.object({ comparisons: z.array(comparison) });

const entries: StudyEntry[] = [];
for (let number = 1; number <= pairs; number++) {
  const options = dutiesOf(number).map((duty) => ({ words: ['--quick'], duty }));
  const entry = journal.find(number, options) ?? (await play(number, options));
  entries.push(entry);
  const left = Math.ceil(((pairs - number) * minutesOf(entries)) / number);
  console.error(`${number} of ${pairs}: ${verdictsOf(entry)}; about ${left} min left`);
}
const text = report();
console.log(text);
writeBetween('docs/error-rates.md', 'pairs', text);

/** The slowed run is the first and the second in turn, so that its place does not look like a change. */
function dutiesOf(number: number): number[] {
  if (number % 2 === 1) return [0, 0];
  return number % 4 === 0 ? [Number(values.duty), 0] : [0, Number(values.duty)];
}

async function play(
  number: number,
  options: readonly { words: string[]; duty: number }[],
): Promise<StudyEntry> {
  const folders = options.map((_, index) => path.join(folder, `${number}${'ab'[index]}`));
  const runs: StudyEntry['runs'] = [];
  for (const [index, { words, duty }] of options.entries()) {
    runs.push((await playRun(folders[index] ?? folder, words, duty)).kept);
  }
  return journal.append({ number, runs, comparisons: compared(number, folders) });
}

/** Compares the two runs with the command that users run. */
function compared(number: number, folders: readonly string[]): Comparison[] {
  const file = path.join(folder, `${number}.comparison.json`);
  const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  const words = ['compare', ...folders, '--json', file];
  const { status, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
  if (status === 2) throw new Error(`Pair ${number} was not compared: ${stderr}`);
  return written.parse(JSON.parse(readFileSync(file, 'utf8'))).comparisons;
}

function verdictsOf({ comparisons }: StudyEntry): string {
  const counts = Map.groupBy(comparisons, ({ verdict }) => verdict ?? 'no metric that decides');
  return [...counts].map(([verdict, all]) => `${all.length} ${verdict}`).join(', ');
}

function report(): string {
  const called = entries.filter(({ comparisons }) =>
    comparisons.some(({ verdict }) => verdict === 'worse' || verdict === 'better'),
  );
  return [
    `${machinesOf(entries)}. Every second pair has one run on a host whose cores are taken for ${values.duty} of the time.`,
    '',
    `Called worse or better in any cell: **${rate(called.length, entries.length)}** (exact 95 % interval).`,
    '',
    ...statusTable(entries.flatMap(({ comparisons }) => comparisons)),
    '',
    '| pair | slowed | exit codes of the runs | change of the machine | cells |',
    '|---|---|---|--:|---|',
    ...entries.map(row),
  ].join('\n');
}

function row(pair: StudyEntry): string {
  const changes = pair.comparisons.flatMap(({ machine }) => machine?.change ?? []);
  const change = changes.length === 0 ? '–' : range(changes.map((each) => 100 * each));
  const exits = pair.runs.map(({ exit }) => exit).join(', ');
  const slowed = pair.runs.some(({ duty }) => duty > 0) ? 'one' : 'none';
  return `| ${pair.number} | ${slowed} | ${exits} | ${change} | ${verdictsOf(pair)} |`;
}

function range(percents: readonly number[]): string {
  return `${Math.min(...percents).toFixed(0)} to ${Math.max(...percents).toFixed(0)} %`;
}
