/** What a run adds up to for whoever has to act on it: what to do, what held it up, how much load it stood. */
import { z } from 'zod';
import { cellKey } from './cell.ts';

export const recommendation = z.object({
  /** `near`: a budget that is met with little room. */
  urgency: z.enum(['invalid', 'critical', 'warning', 'near', 'info']),
  /** A sentence or two. */
  action: z.string(),
  /** What was observed, in the cell where it is worst. */
  because: z.string(),
  /** Names of the cells, the worst first. */
  cells: z.array(z.string()),
});
export type Recommendation = z.infer<typeof recommendation>;

export const bottleneck = z.object({
  where: z.enum(['page', 'database']),
  /** A function, a step of the browser, a wait or a statement. */
  what: z.string(),
  evidence: z.string(),
  /** Names of the cells that show it. */
  cells: z.array(z.string()),
});
export type Bottleneck = z.infer<typeof bottleneck>;

/** Which sources of bottlenecks a run recorded: a source that was not recorded says nothing. */
export const bottleneckSources = z.object({
  longFrames: z.boolean(),
  worstMoments: z.boolean(),
  database: z.boolean(),
});
export type BottleneckSources = z.infer<typeof bottleneckSources>;

/**
 * `fine`: p95 below twice that of the least load, and errors below 1 %; `slows-down`: up to ten times, and up
 * to 10 %; `breaks`: beyond, an answer of the kind 5xx, or no connection left; `invalid`: the generator did not
 * deliver the configured load; `cannot-tell`: nothing to compare p95 with, or failures were not recorded.
 */
export const loadClass = z.enum(['fine', 'slows-down', 'breaks', 'invalid', 'cannot-tell']);
export type LoadClass = z.infer<typeof loadClass>;

/** The load of one cell, and how the backend stood it. */
export const loadLevel = z.object({
  cell: cellKey,
  plan: z.string(),
  offeredPerSecond: z.number(),
  completedPerSecond: z.number(),
  /** Failed operations of those that started, 0 to 1; null when it is not known. Refusals by a rate limit are none. */
  errorShare: z.number().nullable(),
  /** Of the slowest operation; null when none was completed. */
  p95Ms: z.number().nullable(),
  class: loadClass,
  reason: z.string(),
});
export type LoadLevel = z.infer<typeof loadLevel>;

/** The limit lies between them; both are operations a second, null where no load shows it. */
export const capacity = z.object({ fineUpTo: z.number().nullable(), notFineFrom: z.number().nullable() });
export type Capacity = z.infer<typeof capacity>;

export const advice = z.object({
  recommendations: z.array(recommendation),
  bottlenecks: z.array(bottleneck),
  bottleneckSources,
  loadLevels: z.array(loadLevel),
  capacity,
});
export type Advice = z.infer<typeof advice>;
