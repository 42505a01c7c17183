import { z } from 'zod';

/** `met` (the interval lies within the limit), `missed` (beyond it), `inconclusive` (neither), `invalid`. */
export const verdictStatus = z.enum(['met', 'missed', 'inconclusive', 'invalid']);
export type VerdictStatus = z.infer<typeof verdictStatus>;

export const interval = z.object({ low: z.number(), high: z.number(), coverage: z.number() });

/**
 * The meaning of a limit. For `growth`, observed value and limit are units for each `per` steps of
 * `parameter`; for `relative`, they are units beyond the baseline.
 */
export const verdictKind = z.enum(['absolute', 'growth', 'relative']);

export const verdict = z.object({
  metric: z.string(),
  status: verdictStatus,
  kind: verdictKind,
  parameter: z.string().nullable(),
  /** For growth: the number of parameter steps that observed value and limit are for; 1 when missing. */
  per: z.number().positive().optional(),
  /** The judged estimate; null when nothing could be observed. */
  observed: z.number().nullable(),
  interval: interval.nullable(),
  limit: z.number(),
  /** An invariant: each single value was judged, and `observed` is the worst of them. */
  always: z.boolean().optional(),
  /** One sentence that a person can act on. */
  reason: z.string(),
});
export type Verdict = z.infer<typeof verdict>;
