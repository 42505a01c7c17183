import type { MetricDefinition } from '../results/metric.ts';
import type { Verdict } from '../results/verdict.ts';

/**
 * How much of its limit a verdict uses, as a share: above 1 the limit is exceeded. Minus infinity when
 * nothing was observed.
 */
export function pressure(
  { observed, limit, kind }: Pick<Verdict, 'observed' | 'limit' | 'kind'>,
  metric: Pick<MetricDefinition, 'better'> | undefined,
): number {
  if (observed === null) return Number.NEGATIVE_INFINITY;
  if (kind === 'relative') return (metric?.better === 'higher' ? -observed : observed) / Math.abs(limit);
  const [part, whole] = metric?.better === 'higher' ? [limit, observed] : [observed, limit];
  if (whole > 0) return part / whole;
  return part > whole ? Number.POSITIVE_INFINITY : 0;
}
