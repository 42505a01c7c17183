import type { MetricDefinition } from '../results/metric.ts';

/** The values of one metric in the valid iterations of one cell. */
export interface ArmValues {
  values: readonly number[];
  /** The block of each value, where the arms were measured in blocks. */
  blocks?: readonly (number | undefined)[] | undefined;
  /** Valid iterations that gave no value. */
  lost: number;
  /** Why they gave none; the first reason. */
  missing?: string | undefined;
  /** Why no value of the metric in this cell counts; undefined when the values count. */
  invalid: string | undefined;
}

export interface MetricArms {
  metric: MetricDefinition;
  baseline: ArmValues;
  candidate: ArmValues;
}
