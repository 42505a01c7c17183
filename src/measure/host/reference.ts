/** The reference workload in the measuring browser: it shows the speed of the machine, not of the chat. */
import { partsOf } from '../../core/judging/reference.ts';
import type { ReferenceReading } from '../../core/results/reference.ts';
import { doReferenceWork, type ReferencePlan, type ReferenceRound } from '../../page/reference-work.ts';
import { type Bench, phone } from '../iteration/bench.ts';
import { unlessLost } from '../iteration/lost-browser.ts';
import { untilAtRest } from './at-rest.ts';
import { HostWatch } from './host-watch.ts';

/** Raise it with every change of the work in a round: figures of two versions are never compared. */
export const referenceVersion = 1;

/**
 * Short, because a disturbance of the host lasts for seconds: many short readings show more than a few long
 * ones. A machine that is several times slower does fewer rounds.
 */
const plan: ReferencePlan = { scriptRounds: 8, warmUpRounds: 1, rounds: 7, withinMs: 200, fewestRounds: 4 };

/**
 * Takes one reading of the reference workload, about 0.4 s: at full speed, in a blank page and its own
 * context, after the processes of the previous page have ended. The context is closed again, so that no other
 * renderer exists during the measurement. The page uses no network, not even the shaper.
 *
 * While other programs disturb the host the reading does not count, like an iteration; it then has only a
 * reason.
 *
 * @param ownRoots see `HostWatch`
 * @throws HarnessError `BROWSER_DIED`, `PAGE_CRASHED`
 */
export async function readReference(bench: Bench, ownRoots: readonly number[]): Promise<ReferenceReading> {
  const startedAtMs = Date.now();
  const { browser } = await bench.launch();
  const context = await browser.newContext(phone);
  try {
    const page = await context.newPage();
    await untilAtRest();
    using watch = new HostWatch(ownRoots);
    const rounds: ReferenceRound[] = await unlessLost(context, () => page.evaluate(doReferenceWork, plan));
    watch.stop();
    const { state, reasons } = watch.verification();
    const times = { startedAtMs, finishedAtMs: Date.now() };
    if (state === 'void') return { ...times, partsMs: null, reason: `host: ${reasons.join('; ')}` };
    return { ...times, partsMs: partsOf(rounds), reason: null };
  } finally {
    await context.close();
  }
}
