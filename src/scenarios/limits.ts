/** How a scenario says what it is judged by. */
import type { Budget } from '../core/results/budget.ts';
import type { MetricDefinition } from '../core/results/metric.ts';

/** At most so much, in the unit of the metric. */
export function atMost({ id }: MetricDefinition, limit: number): Budget {
  return { kind: 'absolute', metric: id, limit };
}

/** At most so many units more for each message, or for each `per` messages, beyond the shortest conversation. */
export function perMessage({ id }: MetricDefinition, limit: number, per = 1): Budget {
  return { kind: 'growth', metric: id, parameter: 'messages', ...(per === 1 ? {} : { per }), limit };
}
