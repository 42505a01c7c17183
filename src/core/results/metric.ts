import { z } from 'zod';
import type { Reading } from './reading.ts';

/**
 * The kind of instrument of an iteration. `recorded` produces artifacts for people and figures of work by its
 * kind; no budget uses it.
 */
export const passId = z.enum(['timing', 'visual', 'memory', 'lighthouse', 'recorded']);
export type PassId = z.infer<typeof passId>;

/** What a metric advises when its budget is missed. */
export const metricAdvice = z.object({
  /** The likely cause. */
  cause: z.string(),
  remedy: z.string(),
  /** Whether code that long frames name is the cause. */
  byLongFrames: z.boolean().optional(),
});
export type MetricAdvice = z.infer<typeof metricAdvice>;

export const unit = z.enum(['ms', 'percent', 'per-second', 'count', 'bytes', 'ratio', 'score', 'px']);

/** The definition of a metric in results.json. A change of `version` makes older figures incomparable. */
export const metricDefinition = z.object({
  /** Kebab-case, never reused for another meaning. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.int().positive(),
  title: z.string(),
  unit,
  better: z.enum(['lower', 'higher']),
  pass: passId,
  /** Where the definition comes from: a specification, a trace event, a protocol method. */
  source: z.string(),
  /**
   * Whether the value depends on the speed of the machine: times, rates, scores of them, and everything that
   * a timer or a frame drives. Counts are comparable between runs; metrics that depend on time only when the
   * machine was the same. Missing in older results.
   */
  dependsOnTime: z.boolean().optional(),
  /**
   * The step to which the browser rounds its readings, in the unit of the metric; missing without rounding.
   */
  resolution: z.number().positive().optional(),
  /** The direction of rounding: `down` to the step below, else to the nearest step. */
  rounding: z.enum(['nearest', 'down']).optional(),
  /** Missing where no figure says why, and in older results. */
  advice: metricAdvice.optional(),
});
export type MetricDefinition = z.infer<typeof metricDefinition>;

/** A metric: its definition and a pure function from what its pass recorded to a reading. */
export interface Metric<Recording> extends MetricDefinition {
  derive: (recording: Recording) => Reading;
  /** Every metric must define it: see {@link metricDefinition}. */
  dependsOnTime: boolean;
}

/** Older definitions may lack the field: then only counts and bytes do not depend on time. */
export function dependsOnTime({ dependsOnTime: said, unit }: MetricDefinition): boolean {
  return said ?? (unit !== 'count' && unit !== 'bytes');
}

/** The definition without its function, as it is written to the results. */
export function definitionOf(metric: MetricDefinition): MetricDefinition {
  const { id, version, title, unit, better, pass, source, resolution, rounding, advice } = metric;
  const { dependsOnTime: timed } = metric;
  return {
    ...{ id, version, title, unit, better, pass, source },
    ...(timed === undefined ? {} : { dependsOnTime: timed }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(rounding === undefined ? {} : { rounding }),
    ...(advice === undefined ? {} : { advice }),
  };
}
