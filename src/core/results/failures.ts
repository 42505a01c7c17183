import { z } from 'zod';
import { interval } from './verdict.ts';

export const failures = z.object({
  failed: z.int(),
  /** Iterations that count: valid and failed ones, of every pass but the recorded one. */
  of: z.int(),
  /** Bounds of the true share in percent, each of them one-sided at 95 %. */
  interval,
  /** Reason of the first failure; null without failures. */
  reason: z.string().nullable(),
});
export type Failures = z.infer<typeof failures>;
