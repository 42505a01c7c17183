/**
 * Whether the instrument is right every time: the calibration pages with known answers, k times over.
 *
 * `npm run bench:calibration [-- rounds [filter …]]`: 10 rounds, about 3 minutes each; leave the machine alone
 * meanwhile. Writes into docs/calibration.md every test that failed at least once, what all of them together show
 * with its bound, and how far the readings lay from what is known. Exits 1 when one failed.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { runTool } from '../.ci/step.ts';
import { ensureBrowser } from '../src/browser/install.ts';
import { proportionInterval } from '../src/core/proportion.ts';
import { describeEnvironment } from '../src/measure/environment.ts';
import { writeBetween } from './markers.ts';

const observation = z.object({
  metric: z.string(),
  expected: z.number().optional(),
  least: z.number(),
  most: z.number(),
  why: z.string(),
  /** Null where nothing was observed. */
  observed: z.number().nullable(),
});
type Observation = z.infer<typeof observation> & { page: string };

const spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(
        z.object({
          attachments: z.array(z.object({ name: z.string(), body: z.string().optional() })),
          errors: z.array(z.object({ message: z.string().optional() })).default([]),
        }),
      ),
    }),
  ),
});
const suite = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});
const report = z.object({
  suites: z.array(suite),
  errors: z.array(z.object({ message: z.string().optional() })),
});

interface Tally {
  passed: number;
  runs: number;
  /** What each failure said, in a line. */
  failures: string[];
}

const rounds = Number(process.argv[2] ?? 10);
const filters = process.argv.slice(3);
const file = path.resolve('.backscroll/bench-calibration.json');
const browser = await ensureBrowser({ override: process.env.BACKSCROLL_BROWSER, say: console.error });
const tallies = new Map<string, Tally>();
const observations: Observation[] = [];
const { cpu, cores, renderer, browser: chromium } = await describeEnvironment({ browser });
const environmentLine = `${new Date().toISOString().slice(0, 10)}: ${chromium.name} ${chromium.version}, ${renderer} rendering, ${cpu}, ${cores} cores.`;
const startedMs = performance.now();

let played = 0;
try {
  for (let round = 1; round <= rounds; round++) {
    rmSync(file, { force: true });
    const { output } = await runTool(
      'playwright',
      ['test', '--project=calibration', '--reporter=json', ...filters],
      {
        silentForMs: 15 * 60_000,
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, BACKSCROLL_BROWSER: browser.executablePath },
      },
    );
    const failed = take(output);
    played = round;
    const left = ((performance.now() - startedMs) / round) * (rounds - round);
    console.error(
      `round ${round} of ${rounds}: ${failed.length === 0 ? 'all passed' : `failed: ${failed.join('; ')}`}, ${Math.ceil(left / 1000)} s left`,
    );
  }
} finally {
  // What was played counts, whatever ended it.
  if (played > 0) present();
}

/** Counts one round. @returns titles of the tests that failed */
function take(output: string): string[] {
  if (!existsSync(file)) throw new Error(`Playwright wrote no report: ${output.slice(-2_000)}`);
  const parsed = report.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success)
    throw new Error(`Playwright's report cannot be read: ${z.prettifyError(parsed.error)}`);
  const [error] = parsed.data.errors;
  if (error !== undefined) throw new Error(`The tests could not be loaded: ${error.message ?? 'no reason'}`);
  const specs = parsed.data.suites.flatMap(specsOf);
  if (specs.length === 0) throw new Error(`No calibration test matches ${filters.join(' ')}.`);
  for (const { file: name, title, tests } of specs) {
    // A skipped test is no passed one.
    const ok = tests.every(({ status }) => status === 'expected');
    const key = `${name}: ${title}`;
    const { passed, runs, failures } = tallies.get(key) ?? { passed: 0, runs: 0, failures: [] };
    const said = tests.flatMap(({ results }) => results).flatMap(({ errors }) => errors.map(firstLine));
    tallies.set(key, { passed: passed + Number(ok), runs: runs + 1, failures: [...failures, ...said] });
    for (const { body } of tests.flatMap(({ results }) => results).flatMap(observed)) {
      if (body === undefined) continue;
      const found = observation.parse(JSON.parse(Buffer.from(body, 'base64').toString()));
      observations.push({ ...found, page: title });
    }
  }
  return specs
    .filter(({ tests }) => tests.some(({ status }) => status !== 'expected'))
    .map(({ title }) => title);
}

function specsOf({ specs, suites = [] }: z.infer<typeof suite>): z.infer<typeof spec>[] {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** Without the colours of a terminal. */
function firstLine({ message = 'no reason was given' }: { message?: string | undefined }): string {
  return stripVTControlCharacters(message).split('\n', 1)[0] ?? '';
}

function observed({ attachments }: { attachments: { name: string; body?: string | undefined }[] }) {
  return attachments.filter(({ name }) => name === 'observation');
}

function present(): void {
  const whole = [...tallies.values()].filter(({ passed }) => passed === played).length;
  // One-sided: what this many passes of this many rounds show at 95 %.
  const bound = (passed: number, runs: number): string =>
    `≥ ${(Math.floor(proportionInterval(passed, runs, 0.9).low * 1_000) / 10).toFixed(1)} %`;
  const all = { passed: 0, runs: 0 };
  for (const { passed, runs } of tallies.values()) {
    all.passed += passed;
    all.runs += runs;
  }
  const imperfect = [...tallies].filter(([, { passed, runs }]) => passed < runs);
  const text = [
    environmentLine,
    '',
    `${whole} of ${tallies.size} tests passed in ${played} of ${played} rounds, ${all.passed} of ${all.runs} in all. So a test passes ${bound(played, played)} of the time by its own rounds alone, and the mean test ${bound(all.passed, all.runs)} (one-sided, 95 %).`,
    '',
    ...imperfect.map(
      ([title, { passed, runs, failures }]) =>
        `- ${title}: ${passed} of ${runs} (${bound(passed, runs)}); ${failures.join('; ')}`,
    ),
    '',
    '| page | metric | known | allowed | observed | values | why not narrower |',
    '|---|---|--:|--:|--:|--:|---|',
    ...[...Map.groupBy(observations, keyOf).values()].flatMap(row),
  ].join('\n');
  console.log(text);
  if (filters.length === 0) writeBetween('docs/calibration.md', 'table', text);
  if (whole < tallies.size) process.exitCode = 1;
}

/** One row a known answer. What is known of the frames of one scroll differs from round to round, and its bounds. */
function keyOf({ page, metric, expected }: Observation): string {
  return JSON.stringify([page, metric, metric.startsWith('presentations') ? null : expected]);
}

function row(group: readonly Observation[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const range = (values: readonly number[]): string => {
    const [low, high] = [Math.min(...values), Math.max(...values)].map((each) => Number(each.toPrecision(5)));
    return low === high ? `${low}` : `${low} to ${high}`;
  };
  const known = group.flatMap(({ expected }) => (expected === undefined ? [] : [expected]));
  const cells = [
    first.page,
    first.metric,
    known.length === 0 ? '–' : range(known),
    range(group.flatMap(({ least, most }) => [least, most])),
    range(group.flatMap(({ observed: value }) => value ?? [])),
    group.length,
    first.why,
  ];
  return [`| ${cells.join(' | ')} |`];
}
