/**
 * Wilcoxon's signed-rank test of paired differences, and the corresponding shift. Ties and zeros are common
 * here (frames, counts), so the exact distribution is computed for the actual midranks.
 */
import { doubledMidranks } from './rank-test.ts';
import { confidence, type Interval, median } from './statistics.ts';

/**
 * Two-sided p-value of differences centred on zero, exact over all 2ⁿ assignments of signs. Zeros are left
 * out; 1 when all are zero.
 *
 * It is valid when both signs are equally likely without a true difference: the order within a block is drawn
 * at random, and the exchanged order is equally likely.
 *
 * Source: Hollander and Wolfe, Nonparametric Statistical Methods, 3.1; Streitberg and Röhmel 1986 for ties.
 *
 * @throws RangeError for an empty list
 */
export function signedRankTest(differences: readonly number[]): number {
  if (differences.length === 0) throw new RangeError('a signed-rank test of no differences');
  const apart = differences.filter((difference) => difference !== 0);
  const ranks = doubledMidranks(apart.map(Math.abs));
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const observed = ranks.reduce((sum, rank, index) => sum + ((apart[index] ?? 0) > 0 ? rank : 0), 0);
  const distance = Math.abs(observed - total / 2) - 1e-9;
  return Math.min(
    1,
    subsetSums(ranks).reduce((sum, share, at) => sum + (Math.abs(at - total / 2) >= distance ? share : 0), 0),
  );
}

/**
 * The Hodges–Lehmann estimate of the centre of the differences (median of all pairwise averages, Walsh) and
 * its exact interval by inverting the signed-rank test, in the unit of the differences. The interval is
 * absent when there are too few of them: it needs 6 at 95 %.
 *
 * Source: Hollander and Wolfe, Nonparametric Statistical Methods, 3.2 and 3.3.
 *
 * @throws RangeError for an empty list
 */
export function pairedShift(
  differences: readonly number[],
  minCoverage = confidence,
): { estimate: number; interval: Interval | undefined } {
  const averages = differences
    .flatMap((one, index) => differences.slice(index).map((other) => (one + other) / 2))
    .sort((a, b) => a - b);
  const shares = subsetSums(differences.map((_, index) => index + 1));
  let tail = 0;
  let interval: Interval | undefined;
  for (let k = 1; k <= Math.floor(averages.length / 2); k++) {
    tail += shares[k - 1] ?? 0;
    const coverage = 1 - 2 * tail;
    if (coverage < minCoverage) break;
    interval = { low: averages[k - 1] ?? 0, high: averages[averages.length - k] ?? 0, coverage };
  }
  return { estimate: median(averages), interval };
}

/** The fewest differences at which a two-sided test can reject at `level` at all: 6 at 5 %, 9 at 0.5 %. */
export function fewestPairsFor(level: number): number {
  let n = 1;
  while (2 ** (1 - n) > level) n++;
  return n;
}

/** For all subsets of some whole numbers, the share of those that sum to 0, 1, 2 … */
function subsetSums(numbers: readonly number[]): Float64Array {
  const total = numbers.reduce((sum, number) => sum + number, 0);
  const shares = new Float64Array(total + 1);
  shares[0] = 1;
  let reached = 0;
  for (const number of numbers) {
    reached += number;
    for (let sum = reached; sum >= 0; sum--) {
      shares[sum] = ((shares[sum] ?? 0) + (sum >= number ? (shares[sum - number] ?? 0) : 0)) / 2;
    }
  }
  return shares;
}
