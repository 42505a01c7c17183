/** What a number of hits shows about the true share: 5 of 5 is not certainty. */
import type { Interval } from './statistics.ts';

/**
 * Clopper and Pearson's exact interval of a proportion, by bisection on the binomial distribution. Its
 * coverage is at least the nominal one. 5 of 5 shows at least 48 %, or 55 % one-sided; no more.
 *
 * @param level two-sided confidence; 0.9 gives the one-sided 95 % bounds
 * @throws RangeError unless 0 ≤ hits ≤ n and n ≥ 1
 *
 * Source: Clopper and Pearson 1934.
 */
export function proportionInterval(hits: number, n: number, level = 0.95): Interval {
  if (!(n >= 1 && hits >= 0 && hits <= n)) throw new RangeError(`${hits} of ${n} is no proportion`);
  const tail = (1 - level) / 2;
  return {
    low: hits === 0 ? 0 : solve((share) => 1 - atMost(hits - 1, n, share) < tail),
    high: hits === n ? 1 : solve((share) => atMost(hits, n, share) > tail),
    coverage: level,
  };
}

/**
 * Fisher's exact test that the second share is larger: the probability of at least as many hits in the second
 * group, when both have the same true share (one-sided p-value). 1 without any hit.
 *
 * Source: Fisher 1935; the hypergeometric distribution by its recurrence.
 */
export function fisherTail(
  first: { failed: number; of: number },
  second: { failed: number; of: number },
): number {
  const hits = first.failed + second.failed;
  const least = Math.max(0, hits - first.of);
  const most = Math.min(hits, second.of);
  let [weight, all, tail] = [1, 0, 0];
  for (let k = least; k <= most; k++) {
    all += weight;
    if (k >= second.failed) tail += weight;
    weight *= ((hits - k) * (second.of - k)) / ((k + 1) * (first.of - hits + k + 1));
  }
  return tail / all;
}

/** P(Binomial(n, share) ≤ hits), summed as logarithms so that no term is lost. */
function atMost(hits: number, n: number, share: number): number {
  let term = n * Math.log1p(-share);
  let sum = Math.exp(term);
  for (let k = 1; k <= hits; k++) {
    term += Math.log((n - k + 1) / k) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(term);
  }
  return sum;
}

/** The share at which a condition stops to hold; it holds for all smaller shares. */
function solve(holds: (share: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
