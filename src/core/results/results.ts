/**
 * results.json, the single document of a run. Changes within a `schemaVersion` only add to it; its JSON
 * Schema (docs/results.schema.json) is generated from these types.
 */
import { z } from 'zod';
import { advice } from './advice.ts';
import { cell, unavailableCell } from './cell.ts';
import { comparison } from './comparison.ts';
import { environment } from './environment.ts';
import { listAudit } from './list-audit.ts';
import { metricDefinition } from './metric.ts';
import { reference } from './reference.ts';
import { verdictStatus } from './verdict.ts';

export const schemaVersion = 1;

export const results = z.object({
  schemaVersion: z.literal(schemaVersion),
  id: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** False when the run was cut short: interrupted, crashed or killed. */
  complete: z.boolean(),
  /** The worst verdict of all cells; null when nothing was judged. */
  verdict: verdictStatus.nullable(),
  environment,
  options: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), metricDefinition),
  cells: z.array(cell),
  /** Cells that the target does not support; missing when there are none, and in older results. */
  unavailable: z.array(unavailableCell).optional(),
  comparisons: z.array(comparison),
  /** Lists that were walked through; missing when there were none. */
  lists: z.array(listAudit).optional(),
  /** Readings of the reference workload between the iterations; missing in runs without them. */
  reference: reference.optional(),
  errors: z.array(z.string()),
  /** Missing in older results. */
  advice: advice.optional(),
});
export type Results = z.infer<typeof results>;
