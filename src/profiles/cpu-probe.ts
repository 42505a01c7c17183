import type { CDPSession } from 'playwright';
import { HarnessError } from '../core/errors.ts';
import { interquartileMean, median } from '../core/statistics/statistics.ts';

/**
 * Rounds of the fixed work in one slice: 1 to 3 ms at full speed, several cycles of the throttle at any rate.
 */
const sliceRounds = 1_600_000;
/**
 * Slices before the optimising compiler takes over: the first takes half as long again, the second does not.
 */
const warmUpSlices = 1;
const slices = 6;

/**
 * One run of the fixed work in a page, by two clocks with different errors. `elapsedMs` is the duration of a
 * slice by the page's own clock: it includes the time in which other processes had the core. `threadMs` is
 * the main thread's CPU time for all slices, which includes the throttle's stalls: it excludes other
 * processes, but includes the commands that read it.
 */
export type CpuProbe = { elapsedMs: number; threadMs: number };

/**
 * Does the fixed work once in the page; takes 10 to 20 ms × the slowdown, and five short commands.
 *
 * @param session any CDP session of the page
 * @throws HarnessError `CPU_TIME_MISSING`
 */
export async function probeCpu(session: CDPSession): Promise<CpuProbe> {
  await session.send('Performance.enable');
  const beforeMs = await threadTimeMs(session);
  // Not by Playwright: its own script would be compiled and run in the measured time as well.
  const { result } = await session.send('Runtime.evaluate', {
    expression: `(${timeWork})(${sliceRounds}, ${warmUpSlices + slices})`,
    returnByValue: true,
  });
  const threadMs = (await threadTimeMs(session)) - beforeMs;
  await session.send('Performance.disable');
  const elapsedMs: number[] = result.value;
  return { elapsedMs: interquartileMean(elapsedMs.slice(warmUpSlices)), threadMs };
}

/** Source: Chrome DevTools Protocol, Performance.getMetrics, ThreadTime. */
async function threadTimeMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const seconds = metrics.find(({ name }) => name === 'ThreadTime')?.value;
  if (seconds !== undefined) return seconds * 1000;
  throw new HarnessError(
    'CPU_TIME_MISSING',
    'This browser does not report the CPU time of the main thread, so no slowdown can be verified.',
    'Use a Chromium that has Performance.getMetrics with ThreadTime, such as the one Playwright installs.',
  );
}

/** The fixed work at full speed, and all probes up to the two that agreed. */
export type CpuReference = CpuProbe & { samples: CpuProbe[] };

/** Two probes in a row agree within this share by the page's clock once no other process uses the core. */
const agreement = 0.03;
const mostProbes = 8;

/**
 * Probes a page that is not slowed down until two probes in a row agree. The result is the reference of later
 * probes.
 *
 * A page that has just opened shares the cores with the start of its own processes: single probes take up to
 * 1.24 times as long as half a second later.
 */
export async function calibrateCpu(session: CDPSession): Promise<CpuReference> {
  const samples: CpuProbe[] = [];
  for (;;) {
    samples.push(await probeCpu(session));
    const settled = settledProbe(samples);
    if (settled !== undefined) return { ...settled, samples };
    if (samples.length === mostProbes) return { ...medianProbe(samples), samples };
  }
}

/** The mean of the last two probes, when they agree. */
export function settledProbe(samples: readonly CpuProbe[]): CpuProbe | undefined {
  const [before, last] = samples.slice(-2);
  if (before === undefined || last === undefined) return undefined;
  if (Math.abs(last.elapsedMs / before.elapsedMs - 1) > agreement) return undefined;
  return {
    elapsedMs: (before.elapsedMs + last.elapsedMs) / 2,
    threadMs: (before.threadMs + last.threadMs) / 2,
  };
}

/** The medians of both clocks. */
export function medianProbe(samples: readonly CpuProbe[]): CpuProbe {
  return {
    elapsedMs: median(samples.map(({ elapsedMs }) => elapsedMs)),
    threadMs: median(samples.map(({ threadMs }) => threadMs)),
  };
}

/**
 * Runs in the page, and returns the milliseconds of each slice. The integer steps depend on each other and
 * the result is used, so the compiler can neither vectorise nor remove the work.
 */
function timeWork(rounds: number, count: number): number[] {
  const work = (from: number): number => {
    let state = from;
    for (let round = 0; round < rounds; round += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
    }
    return state;
  };
  const elapsedMs: number[] = [];
  let state = 2463534242;
  let startMs = performance.now();
  for (let slice = 0; slice < count; slice += 1) {
    state = work(state);
    const endMs = performance.now();
    elapsedMs.push(endMs - startMs);
    startMs = endMs;
  }
  if (state === 0) throw new Error('The work was not done.');
  return elapsedMs;
}
