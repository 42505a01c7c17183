import type { HostSample, ProcessTicks } from './host-sample.ts';

/** What the host did between two samples; shares of its whole capacity, 0 to 1. */
export type HostLoad = {
  durationMs: number;
  /** CPU time of all processes outside this run; the kernel's own threads do not count. */
  foreignShare: number;
  /** CPU time of this run's process tree. */
  ownShare: number;
  /** Time that the hypervisor gave to other guests. */
  stealShare: number;
  /**
   * Share of the time when some task waited for a core; null when the kernel does not report it. Recorded,
   * never judged: a throttled page and its traffic on 2 cores wait for each other.
   */
  pressureShare: number | null;
  /** The foreign processes that used most CPU time, at most three. */
  foreign: { pid: number; name: string; share: number }[];
};

/**
 * Load from the first of some samples to the last, or why it is unknown.
 *
 * It is summed from sample to sample. The CPU time of an ended process since its last sample is credited only
 * to the process that waits for it, and it may be that none does.
 */
export function hostLoad(samples: readonly HostSample[]): HostLoad | { reason: string } {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return { reason: 'there is no sample' };
  const counters: Counters[] = [];
  for (const sample of samples) {
    if (sample.counters.status === 'unavailable') return { reason: sample.counters.reason };
    counters.push(sample.counters);
  }
  const durationMs = (last.atUs - first.atUs) / 1000;
  const capacity = (durationMs / msPerTick) * last.cores;
  if (capacity <= 0) return { reason: 'no time passed between two samples' };

  const used = counters.slice(1).map((after, index) => stepTicks(counters[index] as Counters, after));
  const total = (key: keyof StepTicks): number => used.reduce((sum, step) => sum + step[key], 0);
  // The kernel's total also includes other containers, whose processes cannot be listed. Where the kernel
  // only samples the total, the sum of the listed processes is exact. Either may be too low, so the larger
  // one counts.
  const foreign = Math.max(total('visible'), total('working') - total('own') - total('kernel'), 0);
  return {
    durationMs,
    foreignShare: foreign / capacity,
    ownShare: total('own') / capacity,
    stealShare: total('steal') / capacity,
    pressureShare: pressureShare(first, last, durationMs),
    foreign: heaviest(counters[0]?.processes, counters.at(-1)?.processes).map((process) => ({
      ...process,
      share: process.share / capacity,
    })),
  };
}

type Counters = Extract<HostSample['counters'], { status: 'read' }>;
type StepTicks = Record<'own' | 'kernel' | 'visible' | 'working' | 'steal', number>;

/** Ticks from one sample to the next. */
function stepTicks(before: Counters, after: Counters): StepTicks {
  const processes = [before.processes, after.processes] as const;
  const { ticks: own, orphaned } = ticksUsed(...processes, (process) => process.ours);
  return {
    own,
    kernel: ticksUsed(...processes, (process) => process.kernel).ticks,
    visible: ticksUsed(...processes, isForeign, orphaned).ticks,
    working: after.ticks.working - before.ticks.working,
    steal: after.ticks.steal - before.ticks.steal,
  };
}

/** USER_HZ, 100 on every Linux that Node runs on. */
const msPerTick = 10;

type Processes = ReadonlyMap<number, ProcessTicks>;
type Choice = (process: ProcessTicks) => boolean;

/** Whether a process belongs neither to this run nor to the kernel. */
export const isForeign: Choice = (process) => !process.ours && !process.kernel;

/**
 * Ticks that the chosen processes used between two samples. When a process ends, the kernel adds its whole
 * CPU time to the process that waited for it. The part that earlier samples already counted is subtracted
 * again, but only from that process: a process without a waiting parent must not reduce what others handed
 * over.
 *
 * `orphaned` is the counted time of ended processes for which no chosen process waited. It went to another
 * process, as a closed browser's helpers go to init, and is passed as `adopted` when that process's group is
 * counted.
 */
function ticksUsed(
  before: Processes,
  after: Processes,
  chosen: Choice,
  adopted = 0,
): { ticks: number; orphaned: number } {
  const counted = new Map<number, number>();
  for (const [pid, process] of before) {
    if (!chosen(process) || after.has(pid)) continue;
    const heir = survivor(process.parent, before, after);
    counted.set(heir, (counted.get(heir) ?? 0) + process.own + process.ended);
  }
  let [used, inherited, orphaned] = [0, 0, 0];
  for (const [pid, process] of after) {
    if (!chosen(process)) continue;
    const earlier = before.get(pid);
    used += process.own - (earlier?.own ?? 0);
    const handed = process.ended - (earlier?.ended ?? 0) - (counted.get(pid) ?? 0);
    inherited += Math.max(0, handed);
    orphaned += Math.max(0, -handed);
    counted.delete(pid);
  }
  for (const ticks of counted.values()) orphaned += ticks;
  return { ticks: used + Math.max(0, inherited - adopted), orphaned };
}

/** The process itself, or its nearest ancestor that has not ended. */
function survivor(pid: number, before: Processes, after: Processes): number {
  for (let at: number | undefined = pid; at !== undefined; at = before.get(at)?.parent) {
    if (after.has(at)) return at;
  }
  return 0;
}

/**
 * CPU time of each process between two samples, as a share of the host's capacity; empty when it is unknown.
 */
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

function heaviest(
  before: Processes = new Map(),
  after: Processes = new Map(),
): { pid: number; name: string; share: number }[] {
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
