import { z } from 'zod';

/** The entries that DevTools shows of a task. */
export const workKind = z.enum([
  'function',
  'script',
  'compile',
  'layout',
  'style',
  'parse-html',
  'paint',
  'decode-image',
  'garbage-collection',
]);
export type WorkKind = z.infer<typeof workKind>;

/** Work within a task. */
export const work = z.object({
  /** Missing in older results. */
  kind: workKind.optional(),
  /** A function with its place, the place of a script, or else the kind; in older results words for a report. */
  what: z.string(),
  /** Self time, without callees. */
  ms: z.number(),
});
export type Work = z.infer<typeof work>;

/**
 * One of the longest tasks of a recorded pass. It explains why a page is slow, not how slow it is: that pass
 * slows the page down.
 */
export const worstMoment = z.object({
  /** Milliseconds since the run's start. */
  startMs: z.number(),
  durationMs: z.number(),
  /** The longest first. */
  ran: z.array(work),
  /** Requests that were under way when it began. */
  requests: z.int(),
});
export type WorstMoment = z.infer<typeof worstMoment>;
