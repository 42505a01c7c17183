/** Whether the figures of a list grow with its length. */
import type { Cell } from '../results/cell.ts';
import { observedOf } from '../results/evidence.ts';
import type { GrowthLaw } from '../results/list-audit.ts';
import type { MetricDefinition } from '../results/metric.ts';
import { exponentOf } from '../statistics/exponent.ts';
import { median, shift } from '../statistics/statistics.ts';
import { leastEffectOf } from './least-effect.ts';

/** A figure that grows by less from the smallest to the largest size counts as bounded: a quarter of the smallest. */
const boundedShare = 0.25;

/**
 * The law of every figure that was read at two sizes or more.
 *
 * `grows` when the whole 95 % interval of the growth from the smallest to the largest size lies above a quarter of the
 * smallest, `bounded` when it lies below, else `cannot-tell`. A quarter is at least the unit's smallest effect of
 * interest: what costs 1 ms may cost 2.
 *
 * @param sizes the cells of one list, the smallest first, with their sizes
 */
export function growthLaws(
  sizes: readonly { cell: Cell; size: number }[],
  metrics: Readonly<Record<string, MetricDefinition>>,
): GrowthLaw[] {
  const judged = Object.values(metrics).filter(({ pass }) => pass === 'timing' || pass === 'memory');
  return judged.flatMap((metric) => {
    if (metric.better !== 'lower') return [];
    const read = sizes
      .map(({ cell, size }) => ({ size, values: observedOf(metric.id, cell, metric.pass).values }))
      .filter(({ values }) => values.length > 0);
    const [first, last] = [read[0], read.at(-1)];
    if (first === undefined || last === undefined || first === last) return [];
    // A figure that is 0 at every length has no law.
    if (read.every(({ values }) => values.every((value) => value === 0))) return [];
    const grown = shift(first.values, last.values);
    const verdict = verdictOf(grown.interval, leastEffectOf(metric, median([...first.values]), boundedShare));
    return [
      {
        metric: metric.id,
        points: read.map(({ size, values }) => ({ size, median: median([...values]), n: values.length })),
        growth: grown.estimate,
        interval: grown.interval ?? null,
        exponent: verdict === 'grows' ? (exponentOf(read) ?? null) : null,
        verdict,
      },
    ];
  });
}

function verdictOf(interval: { low: number; high: number } | undefined, least: number): GrowthLaw['verdict'] {
  if (interval === undefined) return 'cannot-tell';
  if (interval.low > least) return 'grows';
  return interval.high <= least ? 'bounded' : 'cannot-tell';
}
