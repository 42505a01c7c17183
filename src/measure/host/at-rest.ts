import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** A look at the cores lasts so long; more than this share of one of them is work that has not ended. */
const lookMs = 100;
const restingShare = 0.15;
const patienceMs = 1_000;

/** CPU time since boot, ms, summed over all cores: that of work, and of all. */
export interface CoreTimes {
  busyMs: number;
  allMs: number;
}

/** How the cores are looked at, to be replaced in tests. */
interface Eyes {
  times: () => CoreTimes;
  wait: (ms: number) => Promise<unknown>;
}

/**
 * Waits until the cores rest, or for a second: whatever ends with a page that is closed takes its time, and what is
 * measured in it reads up to half as much again. Work that goes on for longer is the host's, and belongs to what is read.
 *
 * @returns how long it waited, ms
 */
export async function untilAtRest(eyes: Eyes = { times: coreTimes, wait: delay }): Promise<number> {
  let waitedMs = 0;
  for (let before = eyes.times(); waitedMs < patienceMs; ) {
    await eyes.wait(lookMs);
    waitedMs += lookMs;
    const after = eyes.times();
    // All cores have as much time together as there are of them.
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
