/**
 * Statistics without assumptions about the shape of a distribution: performance samples are skewed
 * and have outliers, so everything here works on ranks. The unit tests compare against
 * simple-statistics and check the coverage of every interval by simulation.
 */

/**
 * A confidence interval and the probability with which it covers the true value, at least the requested one.
 */
export interface Interval {
  low: number;
  high: number;
  coverage: number;
}

/** The two-sided confidence of every verdict. */
export const confidence = 0.95;

function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no value at ${index} of ${values.length}`);
  return value;
}

/**
 * The p-quantile by linear interpolation between order statistics (Hyndman and Fan's type 7, the
 * default of R and NumPy).
 *
 * @param p 0 to 1
 * @throws RangeError for an empty list
 */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError('a quantile of no values');
  const sorted = ascending(values);
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = at(sorted, below);
  const high = at(sorted, Math.min(below + 1, sorted.length - 1));
  return low + (high - low) * (position - below);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The distance between the quartiles. */
export function interquartileRange(values: readonly number[]): number {
  return quantile(values, 0.75) - quantile(values, 0.25);
}

/** The mean without the lowest and the highest quarter of the values. @throws RangeError for an empty list */
export function interquartileMean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('a mean of no values');
  const cut = Math.floor(values.length / 4);
  const middle = ascending(values).slice(cut, values.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/**
 * The exact distribution-free interval of the median between two order statistics: x(k) and
 * x(n+1−k), with the largest k whose coverage 1 − 2·P(Binomial(n, ½) < k) is still enough.
 * Below 6 values there is none at 95 %.
 *
 * Source: Conover, Practical Nonparametric Statistics, 3.2.
 */
export function medianInterval(values: readonly number[], level = confidence): Interval | undefined {
  const n = values.length;
  const sorted = ascending(values);
  // As logarithms: 0.5 ** n is 0 beyond 1,074 values, and the interval would shrink to the median.
  let logTerm = n * Math.log(0.5);
  let tail = Math.exp(logTerm);
  let best: Interval | undefined;
  for (let k = 1; k <= Math.floor(n / 2); k++) {
    const coverage = 1 - 2 * tail;
    if (coverage < level) break;
    best = { low: at(sorted, k - 1), high: at(sorted, n - k), coverage };
    logTerm += Math.log((n - k + 1) / k);
    tail += Math.exp(logTerm);
  }
  return best;
}

/**
 * The interval of a median before its values were rounded to steps of `resolution`. Rounding keeps the order
 * of the values, so the true ends are at most half a step away from the rounded ones or, with `rounding`
 * down, at most one step above them.
 */
export function beforeRounding(
  interval: Interval,
  {
    resolution = 0,
    rounding = 'nearest',
  }: { resolution?: number | undefined; rounding?: 'nearest' | 'down' | undefined },
): Interval {
  const below = rounding === 'down' ? 0 : resolution / 2;
  return {
    low: interval.low - below,
    high: interval.high + resolution - below,
    coverage: interval.coverage,
  };
}

/**
 * How many of the arrangements of m and n values give each value of the Mann–Whitney statistic U:
 * the counts of index 0 … m·n.
 */
function mannWhitneyCounts(m: number, n: number): number[] {
  // The generating function is the Gaussian binomial: multiply by (1 − x^(n+i)), divide by (1 − x^i).
  const counts = new Array<number>(m * n + 1).fill(0);
  counts[0] = 1;
  for (let i = 1; i <= m; i++) {
    for (let u = m * n; u >= n + i; u--) counts[u] = at(counts, u) - at(counts, u - n - i);
    for (let u = i; u <= m * n; u++) counts[u] = at(counts, u) + at(counts, u - i);
  }
  return counts;
}

/**
 * The Hodges–Lehmann estimate of how far `candidate` lies from `baseline` (median of all pairwise
 * differences) and its exact interval by inverting the Mann–Whitney test. The interval is absent
 * when there are too few values (it needs 4 against 4 at 95 %).
 *
 * Source: Hollander and Wolfe, Nonparametric Statistical Methods, 4.2 and 4.3.
 */
export function shift(
  baseline: readonly number[],
  candidate: readonly number[],
  level = confidence,
): { estimate: number; interval: Interval | undefined } {
  const differences = ascending(candidate.flatMap((c) => baseline.map((b) => c - b)));
  const estimate = median(differences);
  const counts = mannWhitneyCounts(baseline.length, candidate.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let tail = 0;
  let interval: Interval | undefined;
  for (let k = 1; k <= Math.floor(differences.length / 2); k++) {
    tail += at(counts, k - 1) / total;
    const coverage = 1 - 2 * tail;
    if (coverage < level) break;
    interval = { low: at(differences, k - 1), high: at(differences, differences.length - k), coverage };
  }
  return { estimate, interval };
}
