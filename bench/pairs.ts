/**
 * The verdicts of `compare` for two whole runs of one commit on one host. In every second pair, one of the
 * two runs is on a slowed host, as if it were another machine.
 *
 * `npm run bench:pairs -- --pairs 12 [--duty 0.23]`: about 12 minutes a pair. Do not use the machine
 * meanwhile. Each run is kept in .backscroll/bench-pairs; the same command continues after an interruption,
 * also on another day. The table goes into docs/error-rates.md. Linux only, because slowing the host needs
 * real-time priority.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { comparison } from '../src/core/results/comparison.ts';
import { readResults } from '../src/measure/journal/read-results.ts';
import { writeBetween } from './markers.ts';
import { type PlayedRun, playRun } from './studies/play.ts';
import { machinesOf, rate, statusTable } from './studies/tally.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '12' },
    /** A slowdown of 1.3: the share of each core that is left is 1 / 1.3. */
    duty: { type: 'string', default: '0.23' },
    folder: { type: 'string', default: '.backscroll/bench-pairs' },
  },
});
const pairs = Number(values.pairs);
const folder = path.resolve(values.folder);
const written = z.object({ comparisons: z.array(comparison) });

interface Pair {
  slowed: boolean;
  runs: readonly [PlayedRun, PlayedRun];
  comparisons: z.infer<typeof written>['comparisons'];
}

const done: Pair[] = [];
for (let number = 1; number <= pairs; number++) {
  const slowed = number % 2 === 0;
  // The slowed run is the first and the second in turn, so that its place does not look like a change.
  const duties = slowed ? (number % 4 === 0 ? [Number(values.duty), 0] : [0, Number(values.duty)]) : [0, 0];
  const first = await playRun(path.join(folder, `${number}a`), ['--quick'], duties[0]);
  const second = await playRun(path.join(folder, `${number}b`), ['--quick'], duties[1]);
  const pair: Pair = { slowed, runs: [first, second], comparisons: compared(number, first, second) };
  done.push(pair);
  const minutes = done.reduce((sum, { runs: [a, b] }) => sum + a.minutes + b.minutes, 0) / number;
  console.error(
    `${number} of ${pairs}: ${verdictsOf(pair)}; about ${Math.ceil((pairs - number) * minutes)} min left`,
  );
}
const text = report();
console.log(text);
writeBetween('docs/error-rates.md', 'pairs', text);

/** Compares the two runs with the command that users run. */
function compared(number: number, first: PlayedRun, second: PlayedRun): Pair['comparisons'] {
  const file = path.join(folder, `${number}.comparison.json`);
  const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  const words = ['compare', first.folder, second.folder, '--json', file];
  const { status, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
  if (status === 2) throw new Error(`Pair ${number} was not compared: ${stderr}`);
  return written.parse(JSON.parse(readFileSync(file, 'utf8'))).comparisons;
}

function verdictsOf({ comparisons }: Pair): string {
  const counts = Map.groupBy(comparisons, ({ verdict }) => verdict ?? 'no metric that decides');
  return [...counts].map(([verdict, all]) => `${all.length} ${verdict}`).join(', ');
}

function report(): string {
  const called = done.filter(({ comparisons }) =>
    comparisons.some(({ verdict }) => verdict === 'worse' || verdict === 'better'),
  );
  const environments = done.flatMap(({ runs }) => runs.map((run) => readResults(run.folder).environment));
  return [
    `Measured until ${new Date().toISOString().slice(0, 10)} on ${machinesOf(environments)}; every second pair with one run on a host whose cores are taken for ${values.duty} of the time.`,
    '',
    `Called worse or better in any cell: **${rate(called.length, done.length)}** (exact 95 % interval).`,
    '',
    ...statusTable(done.flatMap(({ comparisons }) => comparisons)),
    '',
    '| pair | slowed | exit codes of the runs | change of the machine | cells |',
    '|---|---|---|--:|---|',
    ...done.map(row),
  ].join('\n');
}

function row(pair: Pair, index: number): string {
  const changes = pair.comparisons.flatMap(({ machine }) => machine?.change ?? []);
  const change = changes.length === 0 ? '–' : range(changes.map((each) => 100 * each));
  const exits = pair.runs.map(({ exit }) => exit).join(', ');
  return `| ${index + 1} | ${pair.slowed ? 'one' : 'none'} | ${exits} | ${change} | ${verdictsOf(pair)} |`;
}

function range(percents: readonly number[]): string {
  return `${Math.min(...percents).toFixed(0)} to ${Math.max(...percents).toFixed(0)} %`;
}
