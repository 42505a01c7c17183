/**
 * Whether the gates detect the disturbances that they exist for: a busy loop that starts in the middle of an
 * iteration, and a CPU throttle or a network that is removed there; and whether they accept an undisturbed
 * iteration.
 *
 * `npm run bench:gates [-- tries]` takes about 8 minutes with 20 tries of each case. Do not use the machine
 * meanwhile. It uses the real experiment, with shuffled arms; the journal stays in reports/gates. The table
 * goes into docs/gates.md. Exits with 1 if a case is judged right less often than its {@link Case.atLeast}
 * requires. An undisturbed iteration may be called invalid now and then: that costs one repeat, but makes no
 * figure wrong.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from '../src/browser/install.ts';
import { monotonicUs } from '../src/core/clock.ts';
import type { Iteration } from '../src/core/results/iteration.ts';
import { proportionInterval } from '../src/core/statistics/proportion.ts';
import { scroll } from '../src/instruments/scroll.ts';
import { runExperiment } from '../src/measure/experiment.ts';
import { describeEnvironment } from '../src/measure/host/environment.ts';
import { Bench } from '../src/measure/iteration/bench.ts';
import { beginRun } from '../src/measure/journal/begin-run.ts';
import { parseProfile } from '../src/profiles/profile.ts';
import { unshaped } from '../src/profiles/verify/network.ts';
import type { Scenario, Stage } from '../src/scenarios/scenario.ts';
import type { PageTarget } from '../src/targets/target.ts';
import { distancePx, pixelsPerSecond, serveGatesPage } from './gates-page.ts';
import { startHog } from './hog.ts';
import { writeBetween } from './markers.ts';

interface Case {
  title: string;
  /** Disturbs the act in its middle. What it returns is disposed of at the end of the act. */
  disturb: (stage: Stage<PageTarget>) => Promise<Disposable | undefined>;
  /** Whether the gates judged the iteration right. */
  right: (iteration: Iteration) => boolean;
  /** How many of 20 iterations must be judged right. */
  atLeast: number;
}

const tries = Number(process.argv[2] ?? 20);
const profile = parseProfile('fast-3g/cpu-4');
const browser = await ensureBrowser({ override: process.env.BACKSCROLL_BROWSER, say: console.error });
await using page = await serveGatesPage();
await using bench = await Bench.open(browser);

const cases: Record<string, Case> = {
  hog: {
    title: 'a busy loop from the middle on: host void',
    disturb: startHog,
    right: ({ status, verification }) => status === 'invalid' && verification.host?.state === 'void',
    atLeast: 19,
  },
  cpu: {
    title: 'CPU throttle revoked in the middle: invalid by the CPU probe',
    disturb: async ({ page: measured }) => {
      const other = await measured.context().newCDPSession(measured);
      await other.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      return undefined;
    },
    right: ({ reason }) => reason?.includes('CPU: ') === true,
    atLeast: 20,
  },
  network: {
    title: 'network revoked in the middle: invalid by the ledger and the round trip',
    disturb: async () => {
      await bench.shaper.setNetwork(unshaped);
      return undefined;
    },
    right: ({ reason }) =>
      reason?.includes('the shaper was set to none') === true && reason.includes('ms after the act'),
    atLeast: 20,
  },
  nothing: {
    title: 'nothing: valid',
    disturb: () => Promise.resolve(undefined),
    right: ({ status }) => status === 'valid',
    atLeast: 19,
  },
};

const scenario: Scenario<PageTarget> = {
  id: 'gates',
  params: {},
  title: 'Scrolling a page that somebody disturbs',
  passes: ['timing'],
  besideTraffic: false,
  prepare: () => Promise.resolve(),
  act: async (stage) => {
    const disturbed = page.middle().then(() => caseOf(stage.target.id).disturb(stage));
    // If the scroll fails first, a later rejection of this promise must not end the process.
    disturbed.catch(() => undefined);
    await stage.page.goto(page.url);
    const gesture = { scroller: ':root', distancePx, pixelsPerSecond };
    const scrolled = await scroll(stage.page, stage.session, gesture);
    using _undone = await disturbed;
    return { scrolls: [scrolled], journeys: [] };
  },
};

function caseOf(id: string): Case {
  const found = cases[id];
  if (found === undefined) throw new RangeError(`there is no case ${id}`);
  return found;
}

const folder = path.resolve('reports/gates');
rmSync(folder, { recursive: true, force: true });
const { journal, startedUs } = await beginRun(folder, {
  id: 'gates',
  browser,
  target: { id: 'gates', database: null },
  options: { tries },
});
const expected = Object.keys(cases).length * tries;
let done = 0;
await runExperiment(
  {
    bench,
    journal,
    startedUs,
    ownRoots: [],
    step: async (_title, body) => {
      await body();
      done += 1;
      const eachSeconds = (monotonicUs() - startedUs) / 1e6 / done;
      // Invalid iterations are repeated up to three times in each case.
      const left = Math.max(0, expected - done) * eachSeconds;
      console.error(`${done} iterations of about ${expected}, ${Math.ceil(left)} s left`);
    },
  },
  {
    scenario,
    profile,
    arms: Object.keys(cases).map((id) => ({ id, target: targetOf(id), traffic: undefined })),
    counts: { timing: tries },
    budgets: [],
    seed: 1,
  },
);

function targetOf(id: string): PageTarget {
  return { id, baseUrl: new URL(page.url).origin, login: () => Promise.resolve(), secrets: [] };
}

const rows = Object.entries(cases).map(([id, each]) => judged(id, each));
const environment = await describeEnvironment({ browser });
const text = [
  `Measured ${new Date().toISOString().slice(0, 10)} under \`${profile.id}\`: ${environment.browser.name} ${environment.browser.version}, ${environment.renderer} rendering, ${environment.cpu}, ${environment.cores} cores.`,
  '',
  '| disturbance | told right | rate, exact 95 % interval | asked |',
  '|---|---|---|---|',
  ...rows,
].join('\n');
writeBetween('docs/gates.md', 'table', text);
console.log(text);

/** The table row of a case, from its first `tries` iterations. Prints those that were judged wrong. */
function judged(id: string, { title, right, atLeast }: Case): string {
  const all = journal
    .records()
    .flatMap((record) => (record.type === 'iteration' && record.key.arm === id ? [record.iteration] : []))
    .slice(0, tries);
  const wrong = all.filter((each) => !right(each));
  for (const each of wrong) {
    console.error(`  ${id} ${each.index + 1}: ${each.status}, ${each.reason ?? 'no reason'}`);
  }
  const told = all.length - wrong.length;
  if (told / all.length < atLeast / 20) process.exitCode = 1;
  const { low, high } = proportionInterval(told, all.length);
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return `| ${title} | ${told} of ${all.length} | ${percent(low)} to ${percent(high)} | ${atLeast} of 20 |`;
}
