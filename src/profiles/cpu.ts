import type { CDPSession, Page } from 'playwright';
import { HarnessError } from '../core/errors.ts';

/** Rounds of the fixed piece of work: 10 to 20 ms on a laptop of the 2020s at full speed. */
const workRounds = 12_000_000;

/** One run of the fixed work in a page, in ms of the page's own clock. */
export type CpuProbe = { elapsedMs: number };

/** The same work at full speed. */
export type CpuReference = { medianMs: number; samplesMs: number[] };

/**
 * Slows the main thread of the session's page down by a factor (1 is full speed).
 *
 * Chromium stalls that thread in short slices; workers, raster and GPU threads stay fast. The setting goes
 * when the session detaches or the page moves to another process, so keep the session and probe.
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

/** Times the fixed work once in the page; about 15 ms × the slowdown. */
export async function probeCpu(page: Page): Promise<CpuProbe> {
  const elapsedMs = await page.evaluate(timeWork, workRounds);
  return { elapsedMs };
}

/**
 * Times the work on a page that is not slowed down, as the reference of later probes in the same browser.
 * The first runs warm the machine and the caches up and are dropped.
 */
export async function calibrateCpu(page: Page, runs = 7): Promise<CpuReference> {
  const samplesMs: number[] = [];
  const dropped = 2;
  for (let run = 0; run < runs + dropped; run += 1) {
    const { elapsedMs } = await probeCpu(page);
    if (run >= dropped) samplesMs.push(elapsedMs);
  }
  return { medianMs: middle(samplesMs), samplesMs };
}

/** How much slower than the reference the probe was. */
export function cpuFactor(reference: CpuReference, probe: CpuProbe): number {
  return probe.elapsedMs / reference.medianMs;
}

/** A cell's median factor must be this close to what was asked. */
export const cpuTolerance = 0.1;

/**
 * Below this share of the slowdown that was asked for, a probe voids its iteration: the throttle was gone.
 * Single probes are noisy (1 in 12 is off by 10 % on an idle 2-core machine), so nothing nearer may.
 */
export const cpuVoidShare = 0.6;

/** Whether one probe is so fast that its iteration cannot have been slowed down. Never true at factor 1. */
export function cpuProbeVoids(asked: number, factor: number): boolean {
  return asked > 1 && factor < asked * cpuVoidShare;
}

export type CpuVerdict = {
  ok: boolean;
  medianFactor: number | null;
  /** Indexes of the factors that void their iteration. */
  voided: number[];
  reasons: string[];
};

/** Judges all probes of a cell, taken before and after its iterations. */
export function judgeCpu(asked: number, factors: readonly number[]): CpuVerdict {
  const voided = factors.flatMap((factor, index) => (cpuProbeVoids(asked, factor) ? [index] : []));
  if (factors.length === 0) {
    return { ok: false, medianFactor: null, voided, reasons: ['the CPU slowdown was not probed'] };
  }
  const medianFactor = middle(factors);
  const ok = Math.abs(medianFactor / asked - 1) <= cpuTolerance;
  const reasons = ok
    ? []
    : [`median CPU slowdown ${medianFactor.toFixed(2)} of ${factors.length} probes, asked ${asked} ± 10 %`];
  return { ok, medianFactor, voided, reasons };
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
