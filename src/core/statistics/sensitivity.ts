/** The smallest change that a comparison can detect, given its plan and the spread of the values. */
import { normalPoint } from './normal.ts';
import { fewestFor } from './rank-test.ts';
import { firstLook, looksUpTo, sequentialLevels } from './sequential.ts';
import { fewestPairsFor } from './signed-rank.ts';
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
 * The same for n paired differences: the t-test needs n = (z(level/2) + z(0.2))²·(deviation/shift)², and
 * z(level/2)²/2 more in small samples; the signed-rank test needs π/3 times the first term, and 0.65 more
 * than the second, as above. The unit test simulates it.
 *
 * Source: Guenther 1981; Lehmann, Nonparametrics, 4.2 (efficiency 3/π).
 *
 * @param deviation of the differences
 * @param level of the test, two-sided
 */
export function leastDetectableOfPairs(deviation: number, n: number, level: number): number | undefined {
  const z = normalPoint(level / 2);
  if (n < fewestPairsFor(level)) return undefined;
  const enough = ((z + normalPoint(1 - power)) ** 2 * Math.PI) / 3;
  return deviation * Math.sqrt(enough / Math.max(1, n - z ** 2 / 2 - 0.65));
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
