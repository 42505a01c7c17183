import { z } from 'zod';
import { interval } from './verdict.ts';

export const machineComparison = z.object({
  /**
   * `equal`: the whole interval of the change lies within the smallest effect of interest. `changed`: it does not, so
   * that nothing can be said of times. `unknown`: there is nothing to compare.
   */
  status: z.enum(['equal', 'changed', 'unknown']),
  /** By how much longer the reference workload took for the candidate, as a share; null when unknown. */
  change: z.number().nullable(),
  interval: interval.nullable(),
  /** What is added to both ends of the intervals of times, as a share of the baseline's median. */
  allowance: z.number(),
  /** A sentence for people. */
  message: z.string(),
});
export type MachineComparison = z.infer<typeof machineComparison>;
