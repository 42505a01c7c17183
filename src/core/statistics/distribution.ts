import { median, quantile } from './statistics.ts';

/** Summary of many values, in their unit. */
export interface Distribution {
  n: number;
  p50: number;
  /** With few values it lies close to the largest. */
  p95: number;
  /** Null below {@link fewestForP99} values. */
  p99: number | null;
  max: number;
}

/** With fewer values a P99 lies between the two largest, and adds nothing to the maximum. */
export const fewestForP99 = 100;

/** Undefined without values. */
export function distributionOf(values: readonly number[]): Distribution | undefined {
  if (values.length === 0) return undefined;
  return {
    n: values.length,
    p50: median(values),
    p95: quantile(values, 0.95),
    p99: values.length < fewestForP99 ? null : quantile(values, 0.99),
    max: Math.max(...values),
  };
}
