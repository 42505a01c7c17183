import type { HostSample, ProcessTicks } from './host-sample.ts';

/**
 * First limits, as shares of the host's whole capacity (all cores), to be revised by the A/A study.
 *
 * On 2 cores 5 % is a tenth of a core, above what an idle system's daemons take; 15 % is a third of a
 * core, about what a busy loop gets against a throttled page, its traffic and its database, all of
 * which want the cores as well.
 */
export const hostLimits = {
  foreignNoisy: 0.05,
  foreignVoid: 0.15,
  stealNoisy: 0.01,
  stealVoid: 0.1,
} as const;

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

export type HostJudgement = { state: 'quiet' | 'noisy' | 'void'; reasons: string[] };

/**
 * Judges whether an iteration had the host to itself, from samples in order of time.
 *
 * A host that cannot be read counts as quiet with the reason kept: then only the CPU probe and the
 * statistics protect the figures.
 */
export function judgeHost(samples: readonly HostSample[]): HostJudgement {
  const judgement: HostJudgement = { state: 'quiet', reasons: [] };
  for (const [index, after] of samples.entries()) {
    const before = samples[index - 1];
    if (before === undefined) continue;
    const load = hostLoad(before, after);
    if ('reason' in load) judgement.reasons.push(`unavailable: ${load.reason}`);
    else judgeLoad(load, judgement);
  }
  return judgement;
}

/** What happened between two samples, or why that is unknown. */
export function hostLoad(before: HostSample, after: HostSample): HostLoad | { reason: string } {
  if (before.counters.status === 'unavailable') return { reason: before.counters.reason };
  if (after.counters.status === 'unavailable') return { reason: after.counters.reason };
  const durationMs = (after.atUs - before.atUs) / 1000;
  const capacity = (durationMs / msPerTick) * after.cores;
  if (capacity <= 0) return { reason: 'no time passed between two samples' };

  const processes = [before.counters.processes, after.counters.processes] as const;
  const own = ticksUsed(...processes, (process) => process.ours);
  const kernel = ticksUsed(...processes, (process) => process.kernel);
  const visible = ticksUsed(...processes, isForeign);
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

const isForeign: Choice = (process) => !process.ours && !process.kernel;

/**
 * Ticks that the chosen processes used between two readings. A process that has ended in between hands
 * its whole life to its parent, so what was already counted of it is taken off again.
 */
function ticksUsed(before: Processes, after: Processes, chosen: Choice): number {
  let used = 0;
  let inherited = 0;
  for (const [pid, process] of after) {
    if (!chosen(process)) continue;
    const earlier = before.get(pid);
    used += process.own - (earlier?.own ?? 0);
    inherited += process.ended - (earlier?.ended ?? 0);
  }
  for (const [pid, process] of before) {
    if (chosen(process) && !after.has(pid)) inherited -= process.own + process.ended;
  }
  return used + Math.max(0, inherited);
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

function judgeLoad(load: HostLoad, judgement: HostJudgement): void {
  const culprits = load.foreign
    .map(({ name, pid, share }) => `${name} (${pid}) ${percent(share)}`)
    .join(', ');
  const by = culprits === '' ? '' : `: ${culprits}`;
  raise(
    judgement,
    load.foreignShare,
    hostLimits.foreignNoisy,
    hostLimits.foreignVoid,
    `used by other programs${by}`,
  );
  raise(
    judgement,
    load.stealShare,
    hostLimits.stealNoisy,
    hostLimits.stealVoid,
    'taken by other guests of the hypervisor',
  );
}

function raise(judgement: HostJudgement, share: number, noisy: number, isVoid: number, what: string): void {
  if (share <= noisy) return;
  judgement.reasons.push(`${percent(share)} of the host's CPU was ${what}`);
  if (share > isVoid) judgement.state = 'void';
  else if (judgement.state === 'quiet') judgement.state = 'noisy';
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
