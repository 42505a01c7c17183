import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** Length of one sample of the cores, and the share of one core above which work has not ended yet. */
const lookMs = 100;
const restingShare = 0.15;
const patienceMs = 1_000;

/** CPU time since boot, ms, summed over all cores: busy time and total time. */
export interface CoreTimes {
  busyMs: number;
  allMs: number;
}

/** How the cores are sampled; tests replace it. */
interface Source {
  times: () => CoreTimes;
  wait: (ms: number) => Promise<unknown>;
}

/**
 * Waits until the cores rest, for one second at most. A closed page's processes take time to end, and figures
 * that are measured meanwhile are up to half as high again. Work that lasts longer is load of the host itself
 * and belongs in the figures.
 *
 * @returns how long it waited, ms
 */
export async function untilAtRest(source: Source = { times: coreTimes, wait: delay }): Promise<number> {
  let waitedMs = 0;
  for (let before = source.times(); waitedMs < patienceMs; ) {
    await source.wait(lookMs);
    waitedMs += lookMs;
    const after = source.times();
    // The times are summed over all cores.
    const oneCoreMs = (after.allMs - before.allMs) / cpus().length;
    if (after.busyMs - before.busyMs <= restingShare * oneCoreMs) break;
    before = after;
  }
  return waitedMs;
}

function coreTimes(): CoreTimes {
  const times = cpus().map((core) => core.times);
  const busyMs = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { busyMs, allMs: times.reduce((sum, { idle }) => sum + idle, busyMs) };
}
