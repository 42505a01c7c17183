import { z } from 'zod';
import { machineFigures } from './machine-figures.ts';

/**
 * A limit on a headline metric of a cell.
 *
 * - `absolute`: the median must not be beyond `limit`, in the metric's unit; with `always`, no single value.
 * - `growth`: the metric must not grow by more than `limit` units for each `per` steps of `parameter` beyond
 *   the cell with the smallest value of that parameter (for example bytes per message).
 * - `relative`: the metric must be at most `limit` units worse than the values of an earlier run, which the
 *   budget contains. When higher is better the limit is negative.
 *
 * "Beyond" follows the metric's direction: above for lower-is-better, below for higher-is-better.
 */
export const budget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('absolute'),
    metric: z.string(),
    limit: z.number(),
    /** An invariant: each single value must keep to the limit, not only the median. */
    always: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('growth'),
    metric: z.string(),
    parameter: z.string(),
    /** Number of parameter steps that the limit is for; 1 when missing. */
    per: z.number().positive().optional(),
    limit: z.number(),
  }),
  z.object({
    kind: z.literal('relative'),
    metric: z.string(),
    limit: z.number(),
    baseline: z.array(z.number()),
    /** Why the baseline has no values that count; null when it has. */
    missing: z.string().nullable(),
    /** Differences between the two runs that were overruled. */
    forced: z.array(z.string()),
    /** The baseline's machine; null when nothing is known of it; missing in older journals. */
    machine: machineFigures.nullable().optional(),
    /** Machines that differ by less count as equal, a share; missing in older journals. */
    smallestEffect: z.number().optional(),
  }),
]);
export type Budget = z.infer<typeof budget>;

/** In the message of a failed `toMeetBudgets`: the reporter tells it apart from every other error by this. */
export const unmetBudgets = 'does not meet its budgets';
