/**
 * Measures how often the instruments are right: several rounds of the calibration pages with known answers.
 *
 * `npm run bench:calibration [-- --rounds 10 --folder <folder> filter …]`: about 4 minutes a round. Do not
 * use the machine meanwhile. Each test is written to a journal when it ends, so the same command continues
 * after an interruption. It starts again, and prints why, when the checkout, the browser or the filters have
 * changed. The table goes into docs/calibration.md when all rounds ran without a filter. Exits with 1 when a
 * test failed.
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
// All rounds before the last one that was begun are complete.
for (let round = played.at(-1)?.round ?? 1; round <= rounds; round++) await play(round);
journal.end();
present();

/** What the rounds test. Changes in docs do not count, because the table is written there. */
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

/** Plays a round's tests that the journal lacks. A test that ends the runner fails; others run again. */
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
  const { failures, output } = await runTests(
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
    throw new Error(`No test was run: ${failures.join(' ')} ${output.slice(-2_000)}`);
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
  // A skipped test does not count as passed.
  const ok = outcome === 'passed';
  const said = errors.map((error) => error.split('\n', 1)[0]);
  if (!ok && said.length === 0) said.push(`it was ${outcome}`);
  journal.append(playedTest.parse({ round, name, ok, errors: said, observations }));
}

/** On a terminal, overwrites one line after each test; elsewhere, prints at most one line a minute. */
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
  // The journal may hold more rounds, of an earlier command with a larger `--rounds`.
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
