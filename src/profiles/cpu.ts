import type { CDPSession, Page } from 'playwright';
import { HarnessError } from '../core/errors.ts';

/** Rounds of the fixed piece of work: 10 to 20 ms on a laptop of the 2020s at full speed. */
const workRounds = 12_000_000;

/**
 * One run of the fixed work in a page, by two clocks that err in different ways. `elapsedMs` is the page's
 * own clock: it also counts the time in which other processes had the core (beside six busy processes on 2
 * cores the same work went from 17 to 68 ms). `threadMs` is CPU time of the main thread, in which the
 * throttle burns its share: it does not count the others, but what it takes to ask for it.
 */
export type CpuProbe = { elapsedMs: number; threadMs: number };

/** The same work at full speed, by each clock the least of all probes: the one that was least disturbed. */
export type CpuReference = { threadMs: number; elapsedMs: number; samples: CpuProbe[] };

/**
 * Slows the main thread of the session's page down by a factor (1 is full speed).
 *
 * Chromium stalls that thread in short slices; workers, raster and GPU threads stay fast. On a busy host
 * it takes some 100 ms to take hold. The setting goes when the session detaches or the page moves to
 * another process, so keep the session and probe.
 * Source: Chrome DevTools Protocol, Emulation.setCPUThrottlingRate.
 */
export async function applyCpuSlowdown(session: CDPSession, factor: number): Promise<void> {
  if (!Number.isFinite(factor) || factor < 1) {
    throw new HarnessError(
      'CPU_SLOWDOWN_INVALID',
      `A CPU slowdown of ${factor} is not possible.`,
      'Use a factor of 1 (full speed) or more.',
    );
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: factor });
}

/**
 * Does the fixed work once in the page; about 15 ms × the slowdown, and four short commands.
 * Any session of the page will do. Source of the thread's time: Performance.getMetrics, ThreadTime.
 */
export async function probeCpu(page: Page, session: CDPSession): Promise<CpuProbe> {
  await session.send('Performance.enable');
  const beforeMs = await threadTimeMs(session);
  const elapsedMs = await page.evaluate(timeWork, workRounds);
  const threadMs = (await threadTimeMs(session)) - beforeMs;
  await session.send('Performance.disable');
  return { elapsedMs, threadMs };
}

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

/** Probes without a new least one, by more than {@link settledShare}, after which the reference stands. */
const settledRuns = 5;
const settledShare = 0.02;
const mostRuns = 40;

/**
 * Probes a page that is not slowed down, as the reference of later probes in the same browser: until
 * neither clock finds a faster one any more. A browser that has just started needs some tenths of a
 * second for that, one that runs about 0.1 s.
 */
export async function calibrateCpu(page: Page, session: CDPSession): Promise<CpuReference> {
  const samples: CpuProbe[] = [];
  const least = { threadMs: Number.POSITIVE_INFINITY, elapsedMs: Number.POSITIVE_INFINITY };
  for (let settled = 0; settled < settledRuns && samples.length < mostRuns; ) {
    const probe = await probeCpu(page, session);
    samples.push(probe);
    const faster =
      probe.threadMs < least.threadMs * (1 - settledShare) ||
      probe.elapsedMs < least.elapsedMs * (1 - settledShare);
    settled = faster ? 0 : settled + 1;
    least.threadMs = Math.min(least.threadMs, probe.threadMs);
    least.elapsedMs = Math.min(least.elapsedMs, probe.elapsedMs);
  }
  return { ...least, samples };
}

/**
 * How much slower than the reference a probe was, by both clocks. They bracket the slowdown on a busy host:
 * `elapsed` is what the page felt, waiting for others included; `thread` leaves out that waiting, but also
 * the part of the throttle's own stall in which somebody else had the core. On a quiet host they agree.
 */
export type CpuFactor = { elapsed: number; thread: number };

export function cpuFactor(
  reference: Pick<CpuReference, 'threadMs' | 'elapsedMs'>,
  { threadMs, elapsedMs }: CpuProbe,
): CpuFactor {
  return { elapsed: elapsedMs / reference.elapsedMs, thread: threadMs / reference.threadMs };
}

/** What was asked must lie within this of a cell's median factors, or between the two of them. */
export const cpuTolerance = 0.1;

/**
 * Below this share of the slowdown that was asked for, a probe voids its iteration: the throttle was gone.
 * Single probes are noisy (1 in 12 is off by 10 % on an idle 2-core machine), so nothing nearer may.
 */
export const cpuVoidShare = 0.6;

/** Whether one probe is so fast, by both clocks, that the throttle was gone. Never true at factor 1. */
export function cpuProbeVoids(asked: number, { elapsed, thread }: CpuFactor): boolean {
  return asked > 1 && Math.max(elapsed, thread) < asked * cpuVoidShare;
}

export type CpuVerdict = {
  ok: boolean;
  /** The medians of both clocks; null when nothing was probed. */
  median: CpuFactor | null;
  /** Indexes of the factors that void their iteration. */
  voided: number[];
  reasons: string[];
};

/** Judges all probes of a cell, taken before and after its iterations. */
export function judgeCpu(asked: number, factors: readonly CpuFactor[]): CpuVerdict {
  const voided = factors.flatMap((factor, index) => (cpuProbeVoids(asked, factor) ? [index] : []));
  if (factors.length === 0) {
    return { ok: false, median: null, voided, reasons: ['the CPU slowdown was not probed'] };
  }
  const elapsed = middle(factors.map((factor) => factor.elapsed));
  const thread = middle(factors.map((factor) => factor.thread));
  const ok =
    Math.max(elapsed, thread) >= asked * (1 - cpuTolerance) &&
    Math.min(elapsed, thread) <= asked * (1 + cpuTolerance);
  const found = `${elapsed.toFixed(2)} by the page's clock and ${thread.toFixed(2)} by the thread's`;
  const reasons = ok
    ? []
    : [`median CPU slowdown ${found} in ${factors.length} probes, asked ${asked} ± 10 %`];
  return { ok, median: { elapsed, thread }, voided, reasons };
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.');
  return (low + high) / 2;
}

/**
 * Runs in the page. Integer steps that depend on each other, so nothing can be left out or vectorised; the
 * result is used, so nothing can be dropped. A short run first lets the optimising compiler take over.
 */
function timeWork(rounds: number): number {
  const work = (count: number): number => {
    let state = 2463534242;
    for (let round = 0; round < count; round += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
    }
    return state;
  };
  const warm = work(rounds / 20);
  const startMs = performance.now();
  const result = work(rounds);
  const elapsedMs = performance.now() - startMs;
  if (result === warm) throw new Error('The work was not done.');
  return elapsedMs;
}
