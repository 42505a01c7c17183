/** The load generator's account of a cell's background traffic, as far as judging and reporting need it. */
import { z } from 'zod';
import type { Cell } from './cell.ts';

const count = z.number().nullable().catch(null);
const latency = z
  .object({ count, p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number(), maxMs: z.number() })
  .nullable()
  .catch(null);
const counts = {
  planned: count,
  started: count,
  completed: count,
  failed: count,
  throttled: count,
  late: count,
  dropped: count,
};
const subscribers = z
  .object({
    unsupported: z.boolean().optional().catch(undefined),
    asked: count,
    connected: count,
    received: count,
    missing: count,
    duplicates: count,
    delivery: latency,
  })
  .nullable()
  .catch(null);
const failures = z.array(z.object({ reason: z.string(), status: count, count: z.number() })).catch([]);

/**
 * The fields that are read from the account (`src/traffic/result.ts`, which neither core nor reporters
 * import). Lenient: a figure that is missing or has another shape becomes null and is printed as a dash.
 */
const traffic = z.object({
  plan: z.string().catch('unnamed'),
  /** Host clock (monotonic), µs. */
  startedUs: count,
  stoppedUs: count,
  ...counts,
  operations: z
    .array(z.object({ name: z.string(), ...counts, response: latency, service: latency, failures }))
    .catch([]),
  sendLag: latency,
  /** Share of time that each worker thread of the generator was busy, 0 to 1. */
  eventLoopUtilization: z.array(z.number()).catch([]),
  subscribers,
  valid: z.boolean().nullable().catch(null),
  reasons: z.array(z.string()).catch([]),
});
export type Traffic = z.infer<typeof traffic>;

/** The traffic of a cell; undefined when there was none, or when its data has another shape. */
export function trafficOf({ traffic: stored }: Pick<Cell, 'traffic'>): Traffic | undefined {
  const parsed = traffic.safeParse(stored);
  return parsed.success ? parsed.data : undefined;
}
