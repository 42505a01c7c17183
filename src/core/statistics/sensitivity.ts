/** The smallest change that a comparison can detect, given its plan and the spread of the values. */
import { normalPoint } from './normal.ts';
import { type BlockValues, fewestBlocksFor } from './permutation.ts';
import { fewestFor } from './rank-test.ts';
import { firstLook, looksUpTo, sequentialLevels } from './sequential.ts';
import { confidence, interquartileRange, median } from './statistics.ts';

/** The share of comparisons with such a change that find it. */
const power = 0.8;

/**
 * Standard deviation from the quartiles, by their distance in a normal distribution: outliers have no weight.
 */
export function robustDeviation(values: readonly number[]): number {
  return interquartileRange(values) / 1.349;
}

/**
 * The robust deviation of two groups with different medians: of the distances from each group's own median.
 */
export function commonDeviation(a: readonly number[], b: readonly number[]): number {
  const centred = [a, b].flatMap((values) => {
    const middle = median(values);
    return values.map((value) => value - middle);
  });
  return robustDeviation(centred);
}

/**
 * The smallest shift that n values per side find in 80 % of the cases, in the unit of `deviation`; undefined
 * when even complete separation is not enough.
 *
 * The t-test needs n = 2·(z(level/2) + z(0.2))²·(deviation/shift)², and z(level/2)²/4 more values in small
 * groups; the rank-sum test needs π/3 times the first term, and 0.65 more values than the second. The unit
 * test simulates it with this project's own test and plans: skewed times with 6 values per side reach 70 %,
 * everything else 77 % or more.
 *
 * Source: Guenther 1981 (small groups); Lehmann, Nonparametrics, 2.4 (efficiency 3/π).
 *
 * @param level of the test, two-sided
 */
export function leastDetectable(deviation: number, n: number, level: number): number | undefined {
  if (n < fewestFor(level)) return undefined;
  const z = normalPoint(level / 2);
  const enough = (2 * (z + normalPoint(1 - power)) ** 2 * Math.PI) / 3;
  return deviation * Math.sqrt(enough / (n - z ** 2 / 4 - 0.65));
}

/**
 * Standard deviation of a block's difference: of the values within arm and block, pooled, for two values an
 * arm. Unlike the spread of the few differences, it rests on all values.
 */
export function blockDeviation(blocks: readonly BlockValues[]): number {
  const arms = blocks.flatMap(({ baseline, candidate }) => [baseline, candidate]);
  const squares = arms.map((values) => {
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  });
  const freedom = arms.reduce((sum, { length }) => sum + length - 1, 0);
  return freedom === 0 ? Number.NaN : Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / freedom);
}

/**
 * The same for n blocks and the permutation test within them, which is as powerful as the t-test with the
 * freedom of all values, about three a block: n = (z(level/2) + z(0.2))²·(deviation/shift)², and z(level/2)²/6
 * more in small samples. The unit test simulates it.
 *
 * Source: Guenther 1981; Lehmann and Romano, Testing Statistical Hypotheses, 15.2 (permutation and t-test).
 *
 * @param deviation of a block's difference
 * @param level of the test, two-sided
 */
export function leastDetectableOfBlocks(deviation: number, n: number, level: number): number | undefined {
  if (n < fewestBlocksFor(level) || Number.isNaN(deviation)) return undefined;
  const z = normalPoint(level / 2);
  return (deviation * (z + normalPoint(1 - power))) / Math.sqrt(Math.max(1, n - z ** 2 / 6));
}

/**
 * The level of Holm's first step over `metrics` metrics, at the last look of an `ab` plan that ends with n
 * values per side: what the earlier looks have left.
 */
export function planLevel(n: number, metrics: number): number {
  const levels = sequentialLevels({ looks: looksUpTo(firstLook, n), alpha: (1 - confidence) / metrics });
  const last = levels.at(-1);
  if (last === undefined) throw new RangeError(`a plan of ${n} values has no look`);
  return last;
}
