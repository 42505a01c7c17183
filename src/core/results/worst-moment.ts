import { z } from 'zod';

/**
 * One of the longest tasks of a recorded pass. It explains why a page is slow, not how slow it is: that pass
 * slows the page down.
 */
export const worstMoment = z.object({
  /** Milliseconds since the run's start. */
  startMs: z.number(),
  durationMs: z.number(),
  /** By self time, without callees; the longest first. */
  ran: z.array(z.object({ what: z.string(), ms: z.number() })),
  /** Requests that were under way when it began. */
  requests: z.int(),
});
export type WorstMoment = z.infer<typeof worstMoment>;
