import { setTimeout as delay } from 'node:timers/promises';
import { type HostJudgement, judgeHost } from './host.ts';
import { type HostSample, sampleHost } from './host-sample.ts';

/** Length of one check, and the longest wait for a disturbed host, ms. */
const lookMs = 1_000;
const patienceMs = 10_000;

export interface QuietHost {
  /** Of the last check. */
  judgement: HostJudgement;
  waitedMs: number;
}

/** How the host is sampled; tests replace it. */
interface Source {
  sample: () => HostSample;
  wait: (ms: number) => Promise<unknown>;
}

/**
 * Waits until no other program uses the host, for ten seconds at most: a build or an update that is just
 * ending would void the first iterations. The result is only advice; every iteration is judged separately.
 *
 * @param ownRoots see {@link sampleHost}
 */
export async function awaitQuietHost(
  ownRoots: readonly number[],
  source: Source = { sample: () => sampleHost(ownRoots), wait: delay },
): Promise<QuietHost> {
  let waitedMs = 0;
  for (let before = source.sample(); ; ) {
    await source.wait(lookMs);
    waitedMs += lookMs;
    const after = source.sample();
    const judgement = judgeHost([before, after]);
    if (judgement.state === 'quiet' || waitedMs >= patienceMs) return { judgement, waitedMs };
    before = after;
  }
}
