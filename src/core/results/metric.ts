import { z } from 'zod';
import type { Reading } from './reading.ts';

/** The kind of instrument of an iteration. `recorded` makes artifacts for people, and tells of work by its kind; no budget is about it. */
export const passId = z.enum(['timing', 'visual', 'memory', 'lighthouse', 'recorded']);
export type PassId = z.infer<typeof passId>;

export const unit = z.enum(['ms', 'percent', 'per-second', 'count', 'bytes', 'ratio', 'score']);

/** What results.json says of a metric. A change of `version` makes older figures incomparable. */
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
   * Whether a faster machine reads another value: times, rates, scores of them, and whatever a timer or a frame drives.
   * Counts compare between runs, such metrics only where the machine was the same. Missing in results of before.
   */
  dependsOnTime: z.boolean().optional(),
  /** The step in which the browser rounds its readings, in the unit of the metric; missing where it does not. */
  resolution: z.number().positive().optional(),
  /** Where to: `down` from anywhere within the step, else to the nearest step. */
  rounding: z.enum(['nearest', 'down']).optional(),
});
export type MetricDefinition = z.infer<typeof metricDefinition>;

/** A metric: its definition and a pure function from what its pass recorded to a reading. */
export interface Metric<Recording> extends MetricDefinition {
  derive: (recording: Recording) => Reading;
  /** Every metric says so: see {@link metricDefinition}. */
  dependsOnTime: boolean;
}

/** Where a definition does not say, as before it had to, only counts and bytes are taken for counts. */
export function dependsOnTime({ dependsOnTime: said, unit }: MetricDefinition): boolean {
  return said ?? (unit !== 'count' && unit !== 'bytes');
}

/** The definition without its function, as it is written to the results. */
export function definitionOf(metric: MetricDefinition): MetricDefinition {
  const { id, version, title, unit, better, pass, source, resolution, rounding } = metric;
  const { dependsOnTime: timed } = metric;
  return {
    ...{ id, version, title, unit, better, pass, source },
    ...(timed === undefined ? {} : { dependsOnTime: timed }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(rounding === undefined ? {} : { rounding }),
  };
}
