/** Helpers for the budgets of a scenario. */
import type { Budget } from '../core/results/budget.ts';
import type { MetricDefinition } from '../core/results/metric.ts';

/** At most this value, in the unit of the metric. */
export function atMost({ id }: MetricDefinition, limit: number): Budget {
  return { kind: 'absolute', metric: id, limit };
}

/** An invariant: never more than this value, in the unit of the metric. */
export function never({ id }: MetricDefinition, above: number): Budget {
  return { kind: 'absolute', metric: id, limit: above, always: true };
}

/** At most this increase for each message, or each `per` messages, above the shortest conversation. */
export function perMessage({ id }: MetricDefinition, limit: number, per = 1): Budget {
  return { kind: 'growth', metric: id, parameter: 'messages', ...(per === 1 ? {} : { per }), limit };
}
