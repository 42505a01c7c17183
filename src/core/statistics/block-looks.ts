/** When a sequential plan over blocks looks at its data. */
import { looksUpTo, sequentialLevels, spent } from './sequential.ts';
import { fewestPairsFor } from './signed-rank.ts';

/**
 * The looks, in blocks: up to as many blocks as there is time for, but at least as many as a test needs to
 * reject. There is no look at which even complete separation is inconclusive: it would only cost power.
 *
 * @param most blocks that there is time for
 * @param alpha two-sided, of Holm's first step: the alpha of the plan divided by its number of primary
 *   metrics
 */
export function blockLooks(most: number, alpha: number): number[] {
  const last = Math.max(most, fewestPairsFor(alpha));
  let first = 1;
  while (first < last && 2 ** (1 - first) > spent(alpha, first / last)) first++;
  let looks = looksUpTo(first, last);
  for (;;) {
    const levels = sequentialLevels({ looks, alpha });
    // The last look spends what the others leave, so it always stays.
    const idle = looks.findIndex(
      (n, index) => index < looks.length - 1 && 2 ** (1 - n) > (levels[index] ?? 0),
    );
    if (idle < 0) return looks;
    looks = looks.toSpliced(idle, 1);
  }
}
