import type { BrowserContext, BrowserContextOptions, CDPSession } from 'playwright';
import type { Iteration } from '../../core/results/iteration.ts';
import type { RecordedWork } from '../../core/results/recorded-work.ts';
import type { Verification } from '../../core/results/verification.ts';
import { startCoreShare } from '../../instruments/core-share.ts';
import { DialogWatch } from '../../instruments/dialogs.ts';
import { NavigationWatch } from '../../instruments/navigation-watch.ts';
import type { RecordedFile, RecordedView } from '../../instruments/recorded.ts';
import type { RecordedTask } from '../../instruments/recorded-tasks.ts';
import { type Acted, installVitals } from '../../instruments/timing.ts';
import { openPage } from '../../instruments/window.ts';
import { recordedMetrics, timingMetrics } from '../../metrics/index.ts';
import type { LeakRecording, TimingRecording } from '../../metrics/recordings.ts';
import { type DocumentMoment, readMoment, receivedBodyBytes } from '../../page/received.ts';
import {
  applyCpuSlowdown,
  type CpuFactor,
  cpuProbeVoids,
  type ExpectedFactor,
  measureSlowdown,
} from '../../profiles/cpu.ts';
import type { CpuPlan } from '../../profiles/cpu-plan.ts';
import { calibrateCpu } from '../../profiles/cpu-probe.ts';
import { openLinkProbe } from '../../profiles/verify/link-probe.ts';
import {
  type ActedSetting,
  checkNetwork,
  type NetworkReadiness,
  networkVerdict,
  pageBytes,
  shaperSetting,
  slowNetwork,
  unshaped,
} from '../../profiles/verify/network.ts';
import type { Stage } from '../../scenarios/scenario.ts';
import type { PageTarget } from '../../targets/target.ts';
import { type Bench, phone } from './bench.ts';
import { unlessLost } from './lost-browser.ts';
import { ofPage } from './page-errors.ts';
import {
  type IterationOrder,
  type Memory,
  type MetricReading,
  measureList,
  measureMemory,
  type Recorded,
  readingsOf,
  record,
} from './pass.ts';
import { disturbance, type Reason, scrollReasons, totalOf } from './reasons.ts';
import { slowFramesDown } from './slow-frames.ts';

/** The result of one iteration, before host and traffic around it are judged. */
export interface IterationOutcome {
  readings: MetricReading[];
  verification: Verification;
  /**
   * The factor that the probes before and after the act should have found, and those that they found;
   * undefined where nothing was probed.
   */
  cpu?: { expected: ExpectedFactor; factors: CpuFactor[] } | undefined;
  /** Why its figures do not count; empty when they do. */
  reasons: Reason[];
  /** The raw data of the timing pass, for the series. */
  timing: TimingRecording | undefined;
  /** The raw data of the repeated action in the memory pass, for the series. */
  leak?: LeakRecording | undefined;
  files: RecordedFile[];
  /** The long tasks of the recorded pass. */
  tasks?: readonly RecordedTask[];
  work?: RecordedWork;
  timings?: Iteration['timings'];
}

/** One repetition of a scenario with one kind of instrument, in a browser context of its own. */
export async function runIteration<Target extends PageTarget>(
  order: IterationOrder<Target>,
): Promise<IterationOutcome> {
  const { bench, target } = order;
  const { browser, session: browserSession } = await bench.launch();
  await bench.shaper.setNetwork(unshaped);
  const open = (options: BrowserContextOptions): Promise<BrowserContext> =>
    browser.newContext({ ...phone, ...options, proxy: { server: bench.shaper.proxyUrl } });
  const context = await open((await target.contextOptions?.(open)) ?? {});
  try {
    return await unlessLost(context, () => play(order, context, browserSession));
  } catch (cause) {
    // A trace may still be running; only closing the browser stops it for certain.
    await bench.close();
    throw cause;
  } finally {
    await bench.shaper.setNetwork(unshaped);
    await context.close();
  }
}

async function play<Target extends PageTarget>(
  order: IterationOrder<Target>,
  context: BrowserContext,
  browserSession: CDPSession,
): Promise<IterationOutcome> {
  const { bench, profile, scenario, target, pass } = order;
  if (pass === 'timing') await installVitals(context);
  // A server that does not answer in time is the page's failure here, too.
  await ofPage(() => target.login(context));
  const { page, session } = await openPage(context);
  // Leaves the page on the probe host, which is of the same site as a target on loopback. The act's
  // navigation then stays in the slowed-down process, and no process starts or ends during a trace (its flush
  // would wait 5 s for it).
  const ready = await checkNetwork(page, bench, profile.network, pass === 'recorded');
  using dialogs = new DialogWatch(page, scenario.dismissesDialogs ?? false);
  using navigations = new NavigationWatch(page);
  const inPage = <Result>(part: () => Promise<Result>) => ofPage(() => dialogs.during(part));
  await target.attach?.(page, session);
  const stage: Stage<Target> = { page, session, target };
  const [prepared, prepareMs] = await timed(() => inPage(() => scenario.prepare(stage)));
  using link = await openLinkProbe(bench.shaper, bench.probeHost);
  const moment = await page.evaluate(readMoment);
  await slowNetwork(bench, session, profile.network);
  // At full speed in the very page and process that is slowed down next.
  const reference = await calibrateCpu(session);
  const cpu = bench.cpu.plan(profile.cpu, reference);
  await applyCpuSlowdown(session, cpu.rate);
  const before = await measureSlowdown(session, cpu);
  slowFramesDown(page, cpu.rate);
  await inPage(async () => scenario.enter?.(stage, prepared));
  await bench.shaper.resetLedger();
  let [actMs, pings] = [0, Promise.resolve<number[]>([])];
  const whileActing = async (): Promise<Acted> => {
    const [acted, tookMs] = await timed(() => inPage(() => scenario.act(stage, prepared)));
    actMs = tookMs;
    navigations.start();
    // It waits for the link while the page is read.
    pings = link.measure(shaperSetting(profile.network).roundTripMs);
    // The `await` below handles a failure.
    pings.catch(() => undefined);
    return acted;
  };
  // A page that navigates away while it is read fails like one that does so within the act.
  const stopShare = await inPage(() => startCoreShare(page));
  const recorded = await inPage(() => record(order, stage, browserSession, whileActing));
  const coreShare = await inPage(stopShare);
  const after = await measureSlowdown(session, cpu);
  const roundTripsMs = await pings;
  // Not in the memory pass: the evaluation would add to the live objects.
  const received = pass === 'memory' ? undefined : await inPage(() => countReceived(stage, bench, moment));
  navigations.assertNone();
  const setting = { ledger: recorded.ledger, roundTripsMs, received };
  const walked =
    pass === 'visual' ? await inPage(() => measureList(order, stage, prepared)) : { readings: [], files: [] };
  const memory =
    pass === 'memory' ? await inPage(() => measureMemory(order, stage, prepared)) : { readings: [] };
  const probed = { ready, setting, cpu, factors: [before, after], coreShare };
  const viewed = await makeView(order, stage, recorded);
  const ended = outcome(order, probed, recorded, memory);
  const work = viewed.work === undefined ? [] : readingsOf(recordedMetrics, viewed.work);
  return {
    ...ended,
    ...viewed,
    readings: [...ended.readings, ...walked.readings, ...work],
    files: [...(viewed.files ?? ended.files), ...walked.files],
    timings: { prepareMs, actMs },
  };
}

/** Makes the view of a recorded pass without slow link and processor, which would only prolong the wait. */
async function makeView<Target extends PageTarget>(
  { bench }: IterationOrder<Target>,
  { session }: Stage<Target>,
  { view }: Recorded,
): Promise<Partial<RecordedView>> {
  if (view === undefined) return {};
  await applyCpuSlowdown(session, 1);
  await bench.shaper.setNetwork(unshaped);
  return view();
}

async function timed<Result>(part: () => Promise<Result>): Promise<[result: Result, tookMs: number]> {
  const startMs = performance.now();
  return [await part(), performance.now() - startMs];
}

/** Received bytes by the page's count and by the shaper's, which is read last and therefore complete. */
async function countReceived(
  { page }: Pick<Stage<PageTarget>, 'page'>,
  bench: Bench,
  since: DocumentMoment,
): Promise<NonNullable<ActedSetting['received']>> {
  const bodyBytes = await page.evaluate(receivedBodyBytes, since);
  return { bodyBytes, carriedBytes: pageBytes(await bench.shaper.ledger(), bench) };
}

/** Results of the probes around the act. */
interface Probed {
  ready: NetworkReadiness;
  setting: ActedSetting;
  cpu: CpuPlan;
  factors: CpuFactor[];
  /** Share of a core that the main thread had in the act. */
  coreShare: number | undefined;
}

function outcome<Target extends PageTarget>(
  { profile }: IterationOrder<Target>,
  { ready, setting, cpu, factors, coreShare }: Probed,
  recorded: Recorded,
  memory: Memory,
): IterationOutcome {
  const network = networkVerdict(profile, ready, setting);
  const expected = cpu.expected.least;
  const voided = factors.filter((factor) => cpuProbeVoids(cpu.expected, factor));
  const { timing } = recorded;
  return {
    readings: timing === undefined ? memory.readings : readingsOf(timingMetrics, timing),
    verification: {
      network: network.verification,
      cpu: {
        asked: expected,
        rate: cpu.rate,
        factors: factors.map(({ elapsed }) => elapsed),
        threadFactors: factors.map(({ thread }) => thread),
        ...(coreShare === undefined ? {} : { coreShare }),
      },
      ...(recorded.scrolls.length > 0 ? { scroll: totalOf(recorded.scrolls) } : {}),
      ...(recorded.rest === undefined ? {} : { rest: recorded.rest }),
    },
    cpu: { expected: cpu.expected, factors },
    reasons: [
      ...network.reasons.map(disturbance),
      ...voided.map(({ elapsed }) =>
        disturbance(`CPU: a probe found ${elapsed.toFixed(2)}× where ${round(expected)}× was expected`),
      ),
      ...scrollReasons(recorded.scrolls),
    ],
    timing,
    leak: memory.leak,
    files: [],
  };
}

/** Keeps a bare factor as it was given, and rounds that of a device to two decimals. */
function round(factor: number): number {
  return Number(factor.toFixed(2));
}
