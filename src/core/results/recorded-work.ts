/** What the main threads of a page did in a recorded pass, and what its compositor drew. */
import { z } from 'zod';

/**
 * Kinds of work of a main thread. `other` is all remaining work. Work of the recorder itself in the page is
 * not included.
 */
export const workKinds = ['script', 'style', 'layout', 'paint', 'parse', 'gc', 'other'] as const;
export const workKind = z.enum(workKinds);
export type WorkKind = z.infer<typeof workKind>;

/** It explains why a page is slow, not how slow it is: the recorder slows the page down. */
export const recordedWork = z.object({
  /** CPU time of the whole recording by the thread's clock, ms; null when the trace has no such clock. */
  cpuMs: z.record(workKind, z.number()).nullable(),
  /** Layouts that a script of the page waited for. */
  forcedLayouts: z.int(),
  /** What forced most of them, the worst first. */
  forcedBy: z.array(z.object({ what: z.string(), times: z.int() })),
  /** Tiles that were drawn. */
  tiles: z.int(),
  /** Tasks of 50 ms and more by the kind that took most of their time, without the recorder's own. */
  longTasks: z.partialRecord(workKind, z.int()),
});
export type RecordedWork = z.infer<typeof recordedWork>;
