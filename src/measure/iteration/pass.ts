/** One pass: its instrument around the act of a scenario, and what is read after it. */
import { mkdir } from 'node:fs/promises';
import type { CDPSession } from 'playwright';
import type { MetricDefinition } from '../../core/results/metric.ts';
import type { Reading } from '../../core/results/reading.ts';
import type { Rest } from '../../core/results/rest.ts';
import { recordLeak } from '../../instruments/leak.ts';
import { readMemory } from '../../instruments/memory.ts';
import { type RecordedFile, type RecordedView, startRecording } from '../../instruments/recorded.ts';
import { type Acted, startTiming } from '../../instruments/timing.ts';
import { leakMetrics, listMetrics, memoryMetrics } from '../../metrics/index.ts';
import type { LeakRecording, Scroll, TimingRecording } from '../../metrics/recordings.ts';
import { applyCpuSlowdown } from '../../profiles/cpu.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Ledger } from '../../profiles/shaper/shaper-ledger.ts';
import { pageBytes, unshaped } from '../../profiles/verify/network.ts';
import type { Scenario, Stage } from '../../scenarios/scenario.ts';
import type { PageTarget } from '../../targets/target.ts';
import type { Bench } from './bench.ts';
import { writeBlankStrips } from './blank-strips.ts';
import { ofPage } from './page-errors.ts';

/** The browser passes; Lighthouse brings its own browser (lighthouse-iteration.ts). */
export type BrowserPass = 'timing' | 'visual' | 'memory' | 'recorded';

export interface IterationOrder<Target extends PageTarget> {
  bench: Bench;
  scenario: Scenario<Target>;
  target: Target;
  profile: Profile;
  pass: BrowserPass;
  /** Folder for the files of a recorded pass. */
  folder: string;
}

/** The recording of an act by an instrument. */
export interface Recorded {
  scrolls: readonly Scroll[];
  /** How the loading ended, where the scenario waits for its end. */
  rest: Rest | undefined;
  ledger: Ledger;
  /** Of the timing pass. */
  timing?: TimingRecording;
  /** Of the recorded pass: makes the files for people, after all measuring is over. */
  view?: () => Promise<RecordedView>;
}

/** Lets the scenario act between the start and the stop of the pass's instrument. */
export async function record<Target extends PageTarget>(
  { bench, pass, folder, target }: IterationOrder<Target>,
  { page, session }: Stage<Target>,
  browserSession: CDPSession,
  act: () => Promise<Acted>,
): Promise<Recorded> {
  switch (pass) {
    case 'timing': {
      const instrument = await startTiming(page, session, browserSession);
      const acted = await act();
      const ledger = await bench.shaper.ledger();
      const timing = await instrument.stop(acted, pageBytes(ledger, bench));
      return { scrolls: acted.scrolls, rest: acted.loading?.rest, ledger, timing };
    }
    case 'recorded': {
      await mkdir(folder, { recursive: true });
      const instrument = await startRecording(page.context(), session, folder, target.secrets);
      const acted = await act();
      const ledger = await bench.shaper.ledger();
      const makeView = await instrument.stop();
      const view = (): Promise<RecordedView> => makeView(acted.scrolls);
      return { scrolls: acted.scrolls, rest: acted.loading?.rest, ledger, view };
    }
    case 'visual':
    case 'memory': {
      const acted = await act();
      const ledger = await bench.shaper.ledger();
      return { scrolls: acted.scrolls, rest: acted.loading?.rest, ledger };
    }
    default:
      throw new RangeError(`unknown pass ${pass satisfies never}`);
  }
}

/** Memory readings after the act; empty in the other passes. */
export interface Memory {
  readings: MetricReading[];
  leak?: LeakRecording;
}

/**
 * Reads the memory at full speed: the slowdown would only prolong the garbage collection. The scenario's
 * repeated action comes afterwards, so that it does not change the memory that the act left.
 */
export async function measureMemory<Target extends PageTarget>(
  { scenario: { repeat }, bench }: IterationOrder<Target>,
  stage: Stage<Target>,
  prepared: unknown,
): Promise<Memory> {
  const { page, session } = stage;
  await applyCpuSlowdown(session, 1);
  await bench.shaper.setNetwork(unshaped);
  const readings = readingsOf(memoryMetrics, await readMemory(page, session));
  if (repeat === undefined) return { readings };
  const leak = await ofPage(async () =>
    recordLeak(page, session, await repeat.start(stage, prepared), repeat.times),
  );
  return { readings: [...readings, ...readingsOf(leakMetrics, leak)], leak };
}

/** Walks through the list at full speed: where its rows stand does not depend on that, and a walk takes long. */
export async function measureList<Target extends PageTarget>(
  { scenario, bench, folder }: IterationOrder<Target>,
  stage: Stage<Target>,
  prepared: unknown,
): Promise<Walked> {
  if (scenario.walk === undefined) throw new RangeError(`${scenario.id} has a visual pass without a walk`);
  await applyCpuSlowdown(stage.session, 1);
  await bench.shaper.setNetwork(unshaped);
  const recording = await scenario.walk(stage, prepared);
  const readings = readingsOf(listMetrics, recording);
  if (typeof recording.blank === 'string') return { readings, files: [] };
  return { readings, files: await writeBlankStrips(recording.blank, folder) };
}

export interface Walked {
  readings: MetricReading[];
  files: RecordedFile[];
}

export interface MetricReading {
  metric: string;
  reading: Reading;
}

/** The readings of all metrics of a pass from its recording. */
export function readingsOf<Recording>(
  metrics: readonly (MetricDefinition & { derive: (recording: Recording) => Reading })[],
  recording: Recording,
): MetricReading[] {
  return metrics.map((metric) => ({ metric: metric.id, reading: metric.derive(recording) }));
}
