import type { HostSample, ProcessTicks } from './host-sample.ts';

/** What the host did between two samples; shares of its whole capacity, 0 to 1. */
export type HostLoad = {
  durationMs: number;
  /** CPU time of everything that is not ours; the kernel's own threads are nobody's. */
  foreignShare: number;
  /** CPU time of our process tree. */
  ownShare: number;
  /** Time that the hypervisor gave to other guests. */
  stealShare: number;
  /**
   * Share of the time when some task waited for a core; null when the kernel does not say. Recorded,
   * never judged: a throttled page and its traffic on 2 cores wait for each other.
   */
  pressureShare: number | null;
  /** The foreign processes that took most, at most three. */
  foreign: { pid: number; name: string; share: number }[];
};

/** What happened between two samples, or why that is unknown. */
export function hostLoad(before: HostSample, after: HostSample): HostLoad | { reason: string } {
  if (before.counters.status === 'unavailable') return { reason: before.counters.reason };
  if (after.counters.status === 'unavailable') return { reason: after.counters.reason };
  const durationMs = (after.atUs - before.atUs) / 1000;
  const capacity = (durationMs / msPerTick) * after.cores;
  if (capacity <= 0) return { reason: 'no time passed between two samples' };

  const processes = [before.counters.processes, after.counters.processes] as const;
  const { ticks: own, orphaned } = ticksUsed(...processes, (process) => process.ours);
  const { ticks: kernel } = ticksUsed(...processes, (process) => process.kernel);
  const { ticks: visible } = ticksUsed(...processes, isForeign, orphaned);
  const working = after.counters.ticks.working - before.counters.ticks.working;
  // What all processes took by the kernel's total also shows other containers, whose processes cannot
  // be listed; the sum of the listed ones is exact where the total is sampled. Either may say too little.
  const foreign = Math.max(visible, working - own - kernel, 0);
  return {
    durationMs,
    foreignShare: foreign / capacity,
    ownShare: own / capacity,
    stealShare: (after.counters.ticks.steal - before.counters.ticks.steal) / capacity,
    pressureShare: pressureShare(before, after, durationMs),
    foreign: heaviest(...processes).map((process) => ({ ...process, share: process.share / capacity })),
  };
}

/** USER_HZ, 100 on every Linux that Node runs on. */
const msPerTick = 10;

type Processes = ReadonlyMap<number, ProcessTicks>;
type Choice = (process: ProcessTicks) => boolean;

/** Neither of this run nor of the kernel. */
export const isForeign: Choice = (process) => !process.ours && !process.kernel;

/**
 * Ticks that the chosen processes used between two readings. A process that has ended in between hands
 * its whole life to whoever waited for it, so what was already counted of it is taken off again.
 * `orphaned` is what was counted of ended ones that no chosen process waited for: it has gone to somebody
 * else, as a closed browser's helpers go to init, and is `adopted` there.
 */
function ticksUsed(
  before: Processes,
  after: Processes,
  chosen: Choice,
  adopted = 0,
): { ticks: number; orphaned: number } {
  let used = 0;
  let inherited = -adopted;
  for (const [pid, process] of after) {
    if (!chosen(process)) continue;
    const earlier = before.get(pid);
    used += process.own - (earlier?.own ?? 0);
    inherited += process.ended - (earlier?.ended ?? 0);
  }
  for (const [pid, process] of before) {
    if (chosen(process) && !after.has(pid)) inherited -= process.own + process.ended;
  }
  return { ticks: used + Math.max(0, inherited), orphaned: Math.max(0, -inherited) };
}

/** What each process used between two samples, as a share of the host's capacity; empty when that is unknown. */
export function processShares(before: HostSample, after: HostSample): Map<number, number> {
  if (before.counters.status !== 'read' || after.counters.status !== 'read') return new Map();
  const capacity = ((after.atUs - before.atUs) / 1000 / msPerTick) * after.cores;
  const earlier = before.counters.processes;
  return new Map(
    [...after.counters.processes].map(([pid, { own }]) => [
      pid,
      (own - (earlier.get(pid)?.own ?? 0)) / capacity,
    ]),
  );
}

function heaviest(before: Processes, after: Processes): { pid: number; name: string; share: number }[] {
  return [...after]
    .filter(([, process]) => isForeign(process))
    .map(([pid, process]) => ({ pid, name: process.name, share: process.own - (before.get(pid)?.own ?? 0) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, 3);
}

function pressureShare(before: HostSample, after: HostSample, durationMs: number): number | null {
  if (typeof before.pressureUs !== 'number' || typeof after.pressureUs !== 'number') return null;
  return (after.pressureUs - before.pressureUs) / 1000 / durationMs;
}
