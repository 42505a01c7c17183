/** When a sequential plan over blocks looks at its data. */
import { looksUpTo, sequentialLevels, spent } from './sequential.ts';
import { fewestPairsFor } from './signed-rank.ts';

/**
 * The looks, in blocks: as many blocks as there is time for, and never fewer than can tell anything at all.
 * A look at which even complete separation could not be told would only cost power, so there is none.
 *
 * @param most blocks that there is time for
 * @param alpha two-sided, of Holm's first step: what the plan spends, divided by its primary metrics
 */
export function blockLooks(most: number, alpha: number): number[] {
  const last = Math.max(most, fewestPairsFor(alpha));
  let first = 1;
  while (first < last && 2 ** (1 - first) > spent(alpha, first / last)) first++;
  let looks = looksUpTo(first, last);
  for (;;) {
    const levels = sequentialLevels({ looks, alpha });
    // The last look keeps what the others leave, so it is not among these.
    const idle = looks.findIndex(
      (n, index) => index < looks.length - 1 && 2 ** (1 - n) > (levels[index] ?? 0),
    );
    if (idle < 0) return looks;
    looks = looks.toSpliced(idle, 1);
  }
}
