/** How small a change a comparison can tell: what its plan and the spread of the values hide. */
import { normalPoint } from './normal.ts';
import { fewestFor } from './rank-test.ts';
import { firstLook, looksUpTo, sequentialLevels } from './sequential.ts';
import { fewestPairsFor } from './signed-rank.ts';
import { confidence, interquartileRange, median } from './statistics.ts';

/** Of comparisons that have such a change, so many find it. */
const power = 0.8;

/** Standard deviation by the quartiles, as a normal distribution has it: outliers have no weight. */
export function robustDeviation(values: readonly number[]): number {
  return interquartileRange(values) / 1.349;
}

/** Of two groups that may lie apart: of the values' distances from the median of their own group. */
export function commonDeviation(a: readonly number[], b: readonly number[]): number {
  const centred = [a, b].flatMap((values) => {
    const middle = median(values);
    return values.map((value) => value - middle);
  });
  return robustDeviation(centred);
}

/**
 * The least shift that n values a side find in 80 % of the cases, in the unit of `deviation`; undefined
 * where even complete separation is not enough.
 *
 * The t-test needs n = 2·(z(level/2) + z(0.2))²·(deviation/shift)², and z(level/2)²/4 values more in small
 * groups; the rank-sum test π/3 of the former and 0.65 more of the latter. The unit test simulates it with
 * this project's own test and plans: skewed times at 6 a side reach 70 %, everything else 77 % or more.
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
 * The same of n paired differences: the t-test needs n = (z(level/2) + z(0.2))²·(deviation/shift)², and
 * z(level/2)²/2 more in small samples; the signed-rank test π/3 of the former and 0.65 more of the latter, as above.
 * The unit test simulates it.
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
 * The level at which `ab` tests the first of so many metrics at the last look of a plan that ends with n
 * values a side: Holm's first step, and what the earlier looks have left.
 */
export function planLevel(n: number, metrics: number): number {
  const levels = sequentialLevels({ looks: looksUpTo(firstLook, n), alpha: (1 - confidence) / metrics });
  const last = levels.at(-1);
  if (last === undefined) throw new RangeError(`a plan of ${n} values has no look`);
  return last;
}
