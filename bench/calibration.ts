/**
 * Whether the instrument is right every time: the calibration pages with known answers, several rounds of them.
 *
 * `npm run bench:calibration [-- --rounds 10 --folder <folder> filter …]`: about 4 minutes a round; leave the machine
 * alone meanwhile. Each test is kept in a journal as it ends: after an interruption the same command goes on where it
 * was. It starts anew, and says so, when the checkout, the browser or the filters are others. The table goes into
 * docs/calibration.md when all rounds were played without a filter. Exits 1 when a test failed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '../scripts/run-tests.ts';
import type { EndedTest } from '../scripts/test-events.ts';
import { ensureBrowser } from '../src/browser/install.ts';
import { describeEnvironment } from '../src/measure/host/environment.ts';
import { CalibrationJournal, playedTest, type Subject } from './calibration/journal.ts';
import { calibrationTable } from './calibration/table.ts';
import { writeBetween } from './markers.ts';

const { values, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '10' },
    folder: { type: 'string', default: '.backscroll/bench-calibration' },
  },
});
const rounds = Number(values.rounds);
if (!(Number.isInteger(rounds) && rounds > 0))
  throw new Error(`--rounds takes a whole number, not ${values.rounds}`);
const folder = path.resolve(values.folder);
const browser = await ensureBrowser({ override: process.env.BACKSCROLL_BROWSER, say: console.error });
const environment = await describeEnvironment({ browser });

const journal = new CalibrationJournal(folder, subject());
const { startedAnew, played } = journal;
if (startedAnew !== undefined) console.error(`Starts anew: ${startedAnew}.`);
else if (played.length > 0) console.error(`Goes on after ${played.length} tests.`);

const startedMs = performance.now();
let toldMs = startedMs;
const keptTests = played.length;
// Rounds before the last one that was begun are complete.
for (let round = played.at(-1)?.round ?? 1; round <= rounds; round++) await play(round);
journal.end();
present();

/** What the rounds are about. The documents do not count: the table is written into one. */
function subject(): Subject {
  const diff = execFileSync('git', ['diff', 'HEAD', '--', ':!docs'], { maxBuffer: 1e9 });
  const hash = createHash('sha256').update(diff).digest('hex').slice(0, 8);
  const commit = (environment.commit ?? 'no commit').replace('+dirty', '');
  return {
    checkout: diff.length === 0 ? commit : `${commit} with changes ${hash}`,
    browser: `${browser.name} ${browser.version}`,
    filters,
  };
}

/** Plays what of a round is not in the journal. A test that ends the runner has failed; those after it are tried again. */
async function play(round: number): Promise<void> {
  for (;;) {
    const before = played.length;
    const left = await playRemaining(round);
    if (left === 0) break;
    if (played.length === before) throw new Error(`Round ${round} does not go on: ${left} tests do not run.`);
  }
  const failed = played.filter((each) => each.round === round && !each.ok).map(({ name }) => name);
  console.error(
    `round ${round} of ${rounds}: ${failed.length === 0 ? 'all passed' : `failed: ${failed.join('; ')}`}`,
  );
}

/** @returns how many tests of the round did not run */
async function playRemaining(round: number): Promise<number> {
  const done = played.filter((each) => each.round === round).map(({ name }) => name);
  const list = path.join(folder, 'done.txt');
  writeFileSync(list, done.join('\n'));
  const waiting = new Map<string, string>();
  const begun = new Set<string>();
  let planned = 0;
  const { lost, output } = await runTests(
    ['--project=calibration', '--pass-with-no-tests', '--test-list-invert', list, ...filters],
    {
      env: { BACKSCROLL_BROWSER: browser.executablePath },
      onTest: (event) => {
        if (event.type === 'planned') for (const { id, name } of event.tests) waiting.set(id, name);
        if (event.type === 'planned') planned = event.tests.length;
        if (event.type === 'begun') begun.add(event.id);
        if (event.type !== 'ended') return;
        keep(round, waiting.get(event.id) ?? event.id, event);
        waiting.delete(event.id);
        tellProgress(round, done.length + planned);
      },
    },
  );
  if (done.length + planned === 0)
    throw new Error(`No test was run: ${lost.join(' ')} ${output.slice(-2_000)}`);
  for (const [id, name] of waiting) {
    if (!begun.has(id)) continue;
    keep(round, name, { outcome: 'failed', errors: ['it did not end'], observations: [] });
    waiting.delete(id);
  }
  return waiting.size;
}

function keep(
  round: number,
  name: string,
  { outcome, errors, observations }: Pick<EndedTest, 'outcome' | 'errors' | 'observations'>,
): void {
  // A skipped test is no passed one.
  const ok = outcome === 'passed';
  const said = ok || errors.length > 0 ? errors : [`it was ${outcome}`];
  journal.append(playedTest.parse({ round, name, ok, errors: said, observations }));
}

/** One line a test on a terminal, which is written over; a line a minute elsewhere. */
function tellProgress(round: number, perRound: number): void {
  const now = performance.now();
  const perTestMs = (now - startedMs) / (played.length - keptTests);
  const leftMs = perTestMs * (perRound * rounds - played.length);
  const inRound = played.filter((each) => each.round === round).length;
  const line = `round ${round} of ${rounds}, test ${inRound} of ${perRound}, about ${Math.ceil(leftMs / 60_000)} min left`;
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}${inRound === perRound ? '\n' : ''}`);
  else if (now - toldMs >= 60_000) {
    console.error(line);
    toldMs = now;
  }
}

function present(): void {
  // The journal may have more, of a run that was to be longer.
  const counted = played.filter(({ round }) => round <= rounds);
  const { cpu, cores, renderer, browser: chromium } = environment;
  const text = [
    `${new Date().toISOString().slice(0, 10)}: ${chromium.name} ${chromium.version}, ${renderer} rendering, ${cpu}, ${cores} cores.`,
    '',
    calibrationTable(counted, rounds),
  ].join('\n');
  console.log(text);
  if (filters.length === 0) writeBetween('docs/calibration.md', 'table', text);
  if (counted.some(({ ok }) => !ok)) process.exitCode = 1;
}
