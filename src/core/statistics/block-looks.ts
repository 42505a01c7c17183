/** When a sequential plan over blocks looks at its data. */
import { fewestBlocksFor, leastPOf } from './permutation.ts';
import { looksUpTo, sequentialLevels, spent } from './sequential.ts';

/**
 * Blocks of the first look, where there is time for more: fewer browsers would rarely show a difference, and
 * each look costs power.
 */
const leastFirst = 4;

/**
 * The looks, in blocks: none before those that are done, up to as many blocks as there is time for, but at least as many as a test needs to
 * reject. There is no look at which even complete separation is inconclusive: it would only cost power.
 *
 * @param most blocks that there is time for
 * @param alpha two-sided, of Holm's first step: the alpha of the plan divided by its number of primary
 *   metrics
 * @param done blocks that were measured without a look
 */
export function blockLooks(most: number, alpha: number, done = 0): number[] {
  const last = Math.max(most, done, fewestBlocksFor(alpha));
  let first = Math.min(last, Math.max(done, leastFirst));
  while (first < last && leastPOf(first) > spent(alpha, first / last)) first++;
  let looks = looksUpTo(first, last);
  for (;;) {
    const levels = sequentialLevels({ looks, alpha });
    // The last look spends what the others leave, so it always stays.
    const idle = looks.findIndex(
      (n, index) => index < looks.length - 1 && leastPOf(n) > (levels[index] ?? 0),
    );
    if (idle < 0) return looks;
    looks = looks.toSpliced(idle, 1);
  }
}
