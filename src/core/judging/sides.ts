import type { MetricDefinition } from '../results/metric.ts';

/** What the valid iterations of one cell say of one metric. */
export interface Side {
  values: readonly number[];
  /** The block of each value, where the arms were measured in blocks. */
  blocks?: readonly (number | undefined)[] | undefined;
  /** Valid iterations that gave no value. */
  lost: number;
  /** Why they gave none; the first reason. */
  missing?: string | undefined;
  /** Why nothing that this cell measured of the metric counts, if so. */
  invalid: string | undefined;
}

export interface Sides {
  metric: MetricDefinition;
  baseline: Side;
  candidate: Side;
}
