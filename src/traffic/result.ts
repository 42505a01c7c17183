/** The stored result of background traffic: plain JSON, additive within the schema's version. */
import { z } from 'zod';
import { latency } from './histogram.ts';

/**
 * An operation is late when it was sent more than this after its intended start. Measured beside a page at
 * CPU 4 on two cores the 99th percentile of the send lag is 12 ms, with one more busy core 70 ms: 50 ms
 * distinguishes these hosts.
 */
export const lateAfterMs = 50;

/**
 * An operation counts as started in a window when it was sent at most this long after the window's end: the
 * send lag is reported separately, so a short lag is not missing load.
 */
export const startGraceMs = 500;

const counts = {
  /** Intended to start within the window. */
  planned: z.int(),
  /** Sent before the window's end, or at most {@link startGraceMs} after it. */
  started: z.int(),
  completed: z.int(),
  /** Ended in an error; throttled operations are counted separately. */
  failed: z.int(),
  /** Answered with 429. */
  throttled: z.int(),
  /** Throttled operations without a usable Retry-After. */
  throttledWithoutRetryAfter: z.int(),
  /** Sent, but not yet answered at the time of counting. */
  unfinished: z.int(),
  /** Sent, but more than {@link lateAfterMs} after the intended start. */
  late: z.int(),
  /** Never sent, since the limit of operations in flight was reached. */
  dropped: z.int(),
};
export const trafficCounts = z.object(counts);
export type TrafficCounts = z.infer<typeof trafficCounts>;

/** A kind of failure; `status` is that of the HTTP answer, null where there was none or it is not known. */
export const failureClass = z.object({ reason: z.string(), status: z.int().nullable().default(null) });
export type FailureClass = z.infer<typeof failureClass>;

export const operationResult = z.object({
  name: z.string(),
  ...counts,
  /** From the intended start to the last byte of the answer: the user's wait. Completed operations only. */
  response: latency.nullable(),
  /**
   * From the send to the last byte of the answer: the time of the server alone. Completed operations only.
   */
  service: latency.nullable(),
  /** Most frequent first. */
  failures: z.array(failureClass.extend({ count: z.int() })),
});
export type OperationResult = z.infer<typeof operationResult>;

/** The traffic whose intended start is in one interval, such as one iteration. */
export const trafficWindow = z.object({
  /** Host clock (monotonic), µs. */
  fromUs: z.number(),
  toUs: z.number(),
  ...counts,
  operations: z.array(operationResult),
  /** From the intended start to the send: the generator's own delay. */
  sendLag: latency.nullable(),
  /** Share of the time that each worker thread was busy, 0 to 1. */
  eventLoopUtilization: z.array(z.number()),
  /** False if the load was not as configured; `reasons` then explains it in sentences. */
  valid: z.boolean(),
  reasons: z.array(z.string()),
  /** The target caused all of the reasons; missing in older results, and where `valid` is true. */
  targetAlone: z.boolean().optional(),
});
export type TrafficWindow = z.infer<typeof trafficWindow>;

/** One second of the run on the host clock; `responseP95Ms` is null if no operation was completed in it. */
export const trafficSecond = z.object({
  atUs: z.number(),
  offered: z.int(),
  started: z.int(),
  completed: z.int(),
  failed: z.int(),
  throttled: z.int(),
  /** Of the operations that were completed in this second. */
  responseP95Ms: z.number().nullable(),
  /** At the end of the second. */
  inFlight: z.int(),
});
export type TrafficSecond = z.infer<typeof trafficSecond>;

export const subscriberResult = z.object({
  /** The target offers no subscription, so none was connected. */
  unsupported: z.literal(true).optional(),
  asked: z.int(),
  /** At the end of the run. */
  connected: z.int(),
  disconnects: z.int(),
  reconnects: z.int(),
  received: z.int(),
  duplicates: z.int(),
  /** Null where the target's messages have no sequence numbers. */
  outOfOrder: z.int().nullable(),
  /** How often sequence numbers were skipped; null where there are none. */
  gaps: z.int().nullable(),
  /** Messages that never came: skipped, or acknowledged to a sender of this run and not delivered. */
  missing: z.int(),
  /** From the sender's send to the subscriber's receipt, where the sender is on this host. */
  delivery: latency.nullable(),
});
export type SubscriberResult = z.infer<typeof subscriberResult>;

export const trafficResult = z.object({
  plan: z.string(),
  startedUs: z.number(),
  stoppedUs: z.number(),
  ...trafficWindow.omit({ fromUs: true, toUs: true }).shape,
  subscribers: subscriberResult,
  series: z.array(trafficSecond),
  /** Labels that the runner set on the run, such as the start of an iteration. */
  marks: z.array(z.object({ label: z.string(), atUs: z.number() })),
});
export type TrafficResult = z.infer<typeof trafficResult>;
