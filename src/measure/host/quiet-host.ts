import { setTimeout as delay } from 'node:timers/promises';
import { type HostJudgement, judgeHost } from './host.ts';
import { type HostSample, sampleHost } from './host-sample.ts';

/** Length of one check, ms. */
const lookMs = 1_000;
/** The longest wait by the state of the host, ms: iterations on a noisy host count, so little is gained there. */
const patienceMs = { void: 10_000, noisy: 3_000 } as const;

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
 * Waits until no other program uses the host, for ten seconds at most, or three while it is only noisy: a
 * build or an update that is just ending would void the first iterations. The result is only advice; every iteration is judged separately.
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
    if (judgement.state === 'quiet' || waitedMs >= patienceMs[judgement.state])
      return { judgement, waitedMs };
    before = after;
  }
}
