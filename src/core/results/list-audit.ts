import { z } from 'zod';
import { interval } from './verdict.ts';

/** What a list does with rows that are out of view, from evidence alone. */
export const listKind = z.enum(['virtualized', 'partly', 'not-virtualized', 'cannot-tell']);
export type ListKind = z.infer<typeof listKind>;

/** Whether a figure grows with the length of the list. */
export const growthVerdict = z.enum(['bounded', 'grows', 'cannot-tell']);

export const growthLaw = z.object({
  metric: z.string(),
  /** The median at each size, the smallest size first. */
  points: z.array(z.object({ size: z.number(), median: z.number(), n: z.int() })),
  /** Growth from the smallest to the largest size, in the metric's unit (Hodges–Lehmann), and its 95 % interval. */
  growth: z.number(),
  interval: interval.nullable(),
  /**
   * The exponent k of `a + b · size^k`: 1 for a cost of each message, 2 for a cost that grows with each further one.
   * Null where nothing is known to grow, or with fewer than four sizes.
   */
  exponent: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  verdict: growthVerdict,
});
export type GrowthLaw = z.infer<typeof growthLaw>;

/** A list at one or several lengths. */
export const listAudit = z.object({
  /** Name of its cells with the number of messages as `*`. */
  name: z.string(),
  /** Indexes of its cells in the results, the shortest list first. */
  cells: z.array(z.int()),
  kind: listKind,
  /** The evidence for the kind, one sentence each. */
  reasons: z.array(z.string()),
  laws: z.array(growthLaw),
});
export type ListAudit = z.infer<typeof listAudit>;
