import { z } from 'zod';
import { interval } from './verdict.ts';

export const machineComparison = z.object({
  /**
   * `equal`: the whole interval of the change lies within the smallest effect of interest. `changed`: it does
   * not, or the hardware differs, so times are inconclusive. `unknown`: there are no readings to compare, or
   * too few.
   */
  status: z.enum(['equal', 'changed', 'unknown']),
  /** By how much longer the reference workload took for the candidate, as a share; null when unknown. */
  change: z.number().nullable(),
  interval: interval.nullable(),
  /** The share of the baseline's median that is added to both ends of the intervals of times. */
  allowance: z.number(),
  /** A sentence for people. */
  message: z.string(),
});
export type MachineComparison = z.infer<typeof machineComparison>;
