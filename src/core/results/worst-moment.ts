import { z } from 'zod';

/** One of the longest tasks of a recorded pass. It tells why, never how long: that pass slows the page down. */
export const worstMoment = z.object({
  /** Milliseconds since the run's start. */
  startMs: z.number(),
  durationMs: z.number(),
  /** By their own time, without that of what they called; the longest first. */
  ran: z.array(z.object({ what: z.string(), ms: z.number() })),
  /** That were under way when it began. */
  requests: z.int(),
});
export type WorstMoment = z.infer<typeof worstMoment>;
