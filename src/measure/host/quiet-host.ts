import { setTimeout as delay } from 'node:timers/promises';
import { type HostJudgement, judgeHost } from './host.ts';
import { type HostSample, sampleHost } from './host-sample.ts';

/** One look lasts so long, ms, and a disturbed host is waited for so long at most. */
const lookMs = 1_000;
const patienceMs = 10_000;

export interface QuietHost {
  /** The last look. */
  judgement: HostJudgement;
  waitedMs: number;
}

/** How the host is looked at, to be replaced in tests. */
interface Eyes {
  sample: () => HostSample;
  wait: (ms: number) => Promise<unknown>;
}

/**
 * Waits until nobody else uses the host, or for ten seconds: a build or an update that is just ending
 * would void the first iterations. It only advises; every iteration is judged for itself.
 *
 * @param ownRoots see {@link sampleHost}
 */
export async function awaitQuietHost(
  ownRoots: readonly number[],
  eyes: Eyes = { sample: () => sampleHost(ownRoots), wait: delay },
): Promise<QuietHost> {
  let waitedMs = 0;
  for (let before = eyes.sample(); ; ) {
    await eyes.wait(lookMs);
    waitedMs += lookMs;
    const after = eyes.sample();
    const judgement = judgeHost([before, after]);
    if (judgement.state === 'quiet' || waitedMs >= patienceMs) return { judgement, waitedMs };
    before = after;
  }
}
