import type { CDPSession, Page } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import { leakRepetitions, leakWarmUps } from '../core/judging/leak.ts';
import type { LeakRecording } from '../metrics/recordings.ts';
import { readMemory } from './memory.ts';

/**
 * Repeats an action and reads the memory after each repetition, like the memory pass.
 *
 * It reads after every repetition, not only after the first and the last: the readings between distinguish
 * steady growth from a single step. One takes 0.1 to 0.5 s on a page of some thousand nodes. The warm-up is
 * read too, because the reading's own code is compiled then; these readings are discarded.
 *
 * @param once one repetition; it resolves when everything that it started is over
 */
export async function recordLeak(
  page: Page,
  session: CDPSession,
  once: () => Promise<void>,
  repetitions: number = leakRepetitions,
): Promise<LeakRecording> {
  const readings: LeakRecording['readings'][number][] = [];
  for (let done = 0; done < leakWarmUps + repetitions; done++) {
    await once();
    const memory = await readMemory(page, session);
    readings.push({ ...memory, atUs: monotonicUs() });
  }
  // The last reading of the warm-up is the base of the repetitions.
  return { readings: readings.slice(leakWarmUps - 1) };
}
