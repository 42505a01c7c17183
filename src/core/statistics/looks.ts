import type { PassId } from '../results/metric.ts';
import type { Verdict } from '../results/verdict.ts';
import { confidence } from './statistics.ts';

/**
 * When an open verdict is judged again, and the coverage that each look needs: at 6, 11, 15 and 20 values the
 * interval of the median ends at the first, second, third and fifth value from either side. When the limit
 * equals the true median, all looks together are wrong in 4.6 % of cells: the unit tests simulate that, and a
 * growth from four values.
 */
const looks = [
  { values: 6, coverage: confidence },
  { values: 11, coverage: 0.975 },
  { values: 15, coverage: 0.985 },
  { values: 20, coverage: 0.98 },
] as const;

/** Values that the first look needs: a cell configured for another number is judged only once. */
export const firstLookValues = looks[0].values;

/** The coverage that an interval of this many values needs when open verdicts are judged again. */
export function coverageAt(values: number): number {
  return (looks.find((look) => values <= look.values) ?? looks[3]).coverage;
}

/**
 * How many more iterations each pass needs for the next look, or for the first one when iterations did not
 * count; empty when more iterations cannot decide an open verdict.
 */
export function moreIterations(
  verdicts: readonly Verdict[],
  passOf: (metric: string) => PassId | undefined,
  measured: ReadonlyMap<PassId, number>,
): Partial<Record<PassId, number>> {
  // When lost values made a verdict inconclusive, the limit may lie outside the interval: more do not help.
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
      // A memory pass has fewer iterations on purpose.
      const fewest = pass === 'timing' ? 1 : firstLookValues;
      return next === undefined || values < fewest ? [] : [[pass, next.values - values]];
    }),
  );
}
