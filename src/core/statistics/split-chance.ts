/** How clear the clearest split of a series without a step is by chance. */

/** The fewest values of a level: a change that is gone after a few nights is no change of level. */
export const shortest = 5;

type Quantiles = readonly [n: number, hundredth: number, thousandth: number, tenThousandth: number];

/**
 * The clarity that the clearest split reaches by chance in 1 %, 0.1 % and 0.01 % of series, by the number of
 * values.
 *
 * For Gaussian series of one level whose neighbours correlate by 0.5 (first-order autoregression); less
 * correlated ones are less clear.
 * Source: simulated by `npm run bench:change-points -- table`, 40,000 to 600,000 series each; the last
 * columns of the longest series are smoothed.
 */
const ofOne: readonly Quantiles[] = [
  [10, 9.4, 13.4, 16.9],
  [12, 11.1, 14.9, 18.0],
  [14, 12.0, 15.8, 19.3],
  [16, 12.6, 16.7, 20.7],
  [18, 13.2, 17.4, 21.3],
  [20, 13.6, 18.0, 22.0],
  [24, 14.2, 19.0, 23.0],
  [28, 14.8, 19.8, 24.3],
  [34, 15.4, 20.7, 25.5],
  [40, 15.9, 21.5, 26.3],
  [50, 16.6, 22.4, 28.1],
  [60, 17.1, 22.9, 28.5],
  [80, 17.9, 24.2, 30.4],
  [100, 18.5, 25.3, 31.4],
  [140, 19.3, 26.3, 32.6],
  [200, 19.9, 27.0, 34.1],
];

/** The same for the clearest two splits at once, from the fewest values of three levels on. */
const ofTwo: readonly Quantiles[] = [
  [15, 12.1, 16.1, 19.7],
  [16, 13.7, 17.8, 21.2],
  [18, 15.7, 19.9, 23.5],
  [20, 17.0, 21.3, 24.8],
  [24, 18.5, 23.1, 27.7],
  [28, 19.8, 24.8, 29.7],
  [34, 21.1, 26.3, 31.3],
  [40, 22.1, 27.8, 33.3],
  [50, 23.5, 29.4, 35.2],
  [60, 24.4, 30.7, 37.0],
  [80, 26.0, 33.0, 39.1],
  [100, 27.0, 33.9, 40.1],
  [140, 28.7, 36.4, 43.4],
  [200, 30.3, 38.6, 46.4],
];

/**
 * Chance that some split of n values of one level is at least this clear, when neighbours correlate by up to
 * 0.5. Between and beyond the simulated chances, the logarithm of the chance falls linearly with the clarity.
 *
 * @param clarity see `clearestSplit`
 * @param n at least 2 · {@link shortest}
 */
export function chanceOfSplit(clarity: number, n: number): number {
  return chanceOf(clarity, quantilesOf(ofOne, n));
}

/** The same for two splits at once. @param n at least 3 · {@link shortest} */
export function chanceOfPair(clarity: number, n: number): number {
  return chanceOf(clarity, quantilesOf(ofTwo, n));
}

function chanceOf(
  clarity: number,
  [hundredth, thousandth, tenThousandth]: readonly [number, number, number],
): number {
  const tenth = Math.log(10);
  const tail = clarity > thousandth;
  const [from, to] = tail ? [thousandth, tenThousandth] : [hundredth, thousandth];
  const chance = (tail ? 0.001 : 0.01) * Math.exp((-tenth * (clarity - from)) / (to - from));
  return Math.min(1, chance);
}

/** Interpolates and extrapolates the simulated values linearly in the logarithm of n. */
function quantilesOf(table: readonly Quantiles[], n: number): [number, number, number] {
  const after = Math.max(1, Math.min(table.length - 1, table.findLastIndex(([size]) => size <= n) + 1));
  const [low, high] = [table[after - 1], table[after]];
  if (low === undefined || high === undefined) throw new RangeError('nothing was simulated');
  const share = Math.log(n / low[0]) / Math.log(high[0] / low[0]);
  const at = (column: 1 | 2 | 3): number => low[column] + share * (high[column] - low[column]);
  return [at(1), at(2), at(3)];
}
