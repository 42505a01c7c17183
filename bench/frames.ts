/**
 * What each frame metric reads for a scroll whose smoothness is known: on a phone and on a desktop screen, on
 * a quiet host and while other processes use a share of each core.
 *
 * `npm run bench:frames [-- --rounds 5 --duty 0.42]`: about 2 minutes a round. Do not use the machine
 * meanwhile. Each round measures the quiet and the loaded host; which comes first alternates, and the cases
 * are shuffled within each. The tables go into docs/frame-metrics.md. Linux only, because the load needs
 * real-time priority.
 */
import { parseArgs } from 'node:util';
import { type Browser, type CDPSession, chromium } from 'playwright';
import { ensureBrowser } from '../src/browser/install.ts';
import { launchOptions } from '../src/browser/launch.ts';
import { seededRandom, shuffled } from '../src/core/statistics/random.ts';
import { median } from '../src/core/statistics/statistics.ts';
import { scroll } from '../src/instruments/scroll.ts';
import { installVitals, startTiming } from '../src/instruments/timing.ts';
import { describeEnvironment } from '../src/measure/host/environment.ts';
import { droppedFrames } from '../src/metrics/dropped-frames.ts';
import { frameRate } from '../src/metrics/frame-rate.ts';
import { longestFrame } from '../src/metrics/longest-frame.ts';
import { partialFrames } from '../src/metrics/partial-frames.ts';
import type { TimingRecording } from '../src/metrics/recordings.ts';
import { repaintedFrames } from '../src/metrics/repainted-frames.ts';
import { scrollJank } from '../src/metrics/scroll-jank.ts';
import { PageServer } from '../tests/calibration/page-server.ts';
import { type Subject, screens, subjects } from './frames/subjects.ts';
import { writeBetween } from './markers.ts';
import { startSpinners } from './spinners/start.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, duty: { type: 'string', default: '0.42' } },
});
const rounds = Number(values.rounds);
const duty = Number(values.duty);
const document = new URL('../docs/frame-metrics.md', import.meta.url).pathname;
const gesture = { scroller: '#feed', distancePx: 3_000, pixelsPerSecond: 1_500 };
const metrics = [scrollJank, droppedFrames, partialFrames, repaintedFrames, frameRate, longestFrame];
const hosts = ['quiet', 'beside load'] as const;

interface Case {
  subject: Subject;
  screen: keyof typeof screens;
}
type Host = (typeof hosts)[number];

const cases: readonly Case[] = subjects.flatMap((subject) =>
  (Object.keys(screens) as Case['screen'][]).map((screen) => ({ subject, screen })),
);
/** The measured readings of each metric, by {@link keyOf}. */
const readings = new Map<string, number[]>();

const found = await ensureBrowser({ override: process.env.BACKSCROLL_BROWSER, say: console.error });
const environment = await describeEnvironment({ browser: found });
await using pages = await PageServer.start();
const browser = await chromium.launch(await launchOptions(found));
const session = await browser.newBrowserCDPSession();
const random = seededRandom(1);
const startedMs = performance.now();
let done = 0;
for (let round = 0; round < rounds; round++) {
  for (const host of round % 2 === 0 ? hosts : hosts.toReversed()) await play(host);
}
await browser.close();
present();

async function play(host: Host): Promise<void> {
  await using _spinners = host === 'quiet' ? undefined : await startSpinners(duty);
  for (const each of shuffled(cases, random)) {
    const recording = await recordingOf(browser, session, each);
    for (const metric of metrics) {
      const reading = metric.derive(recording);
      const key = keyOf(each, host, metric.id);
      if (reading.status === 'measured') readings.set(key, [...(readings.get(key) ?? []), reading.value]);
    }
    done += 1;
    const left = ((performance.now() - startedMs) / done) * (rounds * hosts.length * cases.length - done);
    console.error(`${host}, ${each.screen}, ${each.subject.page}: ${Math.ceil(left / 1_000)} s left`);
  }
}

function keyOf({ subject, screen }: Case, host: Host, metric: string): string {
  return JSON.stringify([subject.page, screen, host, metric]);
}

async function recordingOf(
  running: Browser,
  browserSession: CDPSession,
  { subject, screen }: Case,
): Promise<TimingRecording> {
  const context = await running.newContext(screens[screen]);
  try {
    await installVitals(context);
    const page = await context.newPage();
    const own = await context.newCDPSession(page);
    await page.goto(`${pages.url}/${subject.page}`);
    const instrument = await startTiming(page, own, browserSession);
    const scrolled = await scroll(page, own, gesture);
    return await instrument.stop({ scrolls: [scrolled], journeys: [] }, 0);
  } finally {
    await context.close();
  }
}

function present(): void {
  const text = [
    `Measured ${new Date().toISOString().slice(0, 10)}: ${environment.browser.name} ${environment.browser.version}, ${environment.renderer} rendering, ${environment.cpu}, ${environment.cores} cores; ${rounds} scrolls of ${gesture.distancePx} px each; the load takes ${Math.round(duty * 100)} % of each core. Medians, and least to most.`,
    ...(Object.keys(screens) as Case['screen'][]).flatMap((screen) => ['', ...tableOf(screen)]),
    '',
    'Which metric tells a fault from its clean twin: whether the readings of the two overlap, on the host as it is and beside the load.',
    '',
    ...twinsTable(),
  ].join('\n');
  console.log(text);
  writeBetween(document, 'table', text);
}

function tableOf(screen: Case['screen']): string[] {
  const own = cases.filter((each) => each.screen === screen);
  return [
    `| ${screen} | host | ${metrics.map(({ id }) => id).join(' | ')} |`,
    `|---|---|${metrics.map(() => '--:').join('|')}|`,
    ...own.flatMap((each) =>
      hosts.map((host) => {
        const cells = metrics.map(({ id }) => figure(each, host, id));
        return `| ${host === 'quiet' ? each.subject.title : ''} | ${host} | ${cells.join(' | ')} |`;
      }),
    ),
  ];
}

function numbersOf(each: Case, host: Host, metric: string): number[] {
  return readings.get(keyOf(each, host, metric)) ?? [];
}

function figure(each: Case, host: Host, metric: string): string {
  const numbers = numbersOf(each, host, metric);
  if (numbers.length === 0) return 'unavailable';
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)].map((value) => value.toFixed(0));
  return `${median(numbers).toFixed(1)} (${least === most ? least : `${least} to ${most}`})`;
}

function twinsTable(): string[] {
  const faults = cases.filter(({ subject }) => subject.twin !== undefined);
  const rows = faults.map((fault) => {
    const twin = cases.find(
      ({ subject, screen }) => subject.page === fault.subject.twin && screen === fault.screen,
    );
    if (twin === undefined) throw new Error(`there is no page ${fault.subject.twin}`);
    const cells = metrics.map(({ id }) => hosts.map((host) => told(fault, twin, host, id)).join(', '));
    return `| ${fault.subject.page} | ${fault.screen} | ${cells.join(' | ')} |`;
  });
  return [
    `| fault | screen | ${metrics.map(({ id }) => id).join(' | ')} |`,
    `|---|---|${metrics.map(() => '---').join('|')}|`,
    ...rows,
  ];
}

/** Whether all readings of the fault lie on one side of all readings of its twin. */
function told(fault: Case, twin: Case, host: Host, metric: string): string {
  const [bad, good] = [numbersOf(fault, host, metric), numbersOf(twin, host, metric)];
  if (bad.length === 0 || good.length === 0) return 'unavailable';
  if (Math.min(...bad) > Math.max(...good)) return 'higher';
  return Math.max(...bad) < Math.min(...good) ? 'lower' : 'not told';
}
