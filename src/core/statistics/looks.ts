import type { PassId } from '../results/metric.ts';
import type { Verdict } from '../results/verdict.ts';
import { confidence } from './statistics.ts';

/**
 * When a verdict that is still open is looked at again, and how sure each look has to be: from 6, 11, 15 and 20 values the
 * interval of the median ends at the first, second, third and fifth value from either side. With the limit at the very
 * median all looks together are wrong in 4.6 % of cells: the unit tests simulate that, and a growth from four values.
 */
const looks = [
  { values: 6, coverage: confidence },
  { values: 11, coverage: 0.975 },
  { values: 15, coverage: 0.985 },
  { values: 20, coverage: 0.98 },
] as const;

/** How many values the first look needs: a cell that is to have another number is looked at once. */
export const firstLookValues = looks[0].values;

/** The coverage that an interval of so many values needs, where an open verdict is looked at again. */
export function coverageAt(values: number): number {
  return (looks.find((look) => values <= look.values) ?? looks[3]).coverage;
}

/**
 * How many more iterations of a pass bring the next look, or the first one where iterations did not count; none where a
 * limit that is open cannot be told by more.
 */
export function moreIterations(
  verdicts: readonly Verdict[],
  passOf: (metric: string) => PassId | undefined,
  measured: ReadonlyMap<PassId, number>,
): Partial<Record<PassId, number>> {
  // Where iterations gave no value the limit may well lie outside of the interval: more of them change nothing.
  const open = verdicts.filter(
    ({ status, interval, limit }) =>
      status === 'inconclusive' && interval !== null && interval.low <= limit && limit <= interval.high,
  );
  const tooFew = verdicts.filter(
    ({ status, interval, observed, metric }) =>
      status === 'inconclusive' &&
      interval === null &&
      observed !== null &&
      passOf(metric) === 'timing' &&
      (measured.get('timing') ?? 0) < firstLookValues,
  );
  const passes = new Set([...open, ...tooFew].flatMap(({ metric }) => passOf(metric) ?? []));
  return Object.fromEntries(
    [...passes].flatMap((pass) => {
      const values = measured.get(pass) ?? 0;
      const next = looks.find((look) => look.values > values);
      // A memory pass has fewer on purpose.
      const fewest = pass === 'timing' ? 1 : firstLookValues;
      return next === undefined || values < fewest ? [] : [[pass, next.values - values]];
    }),
  );
}
