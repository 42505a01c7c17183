/** What the main threads of a page did in a recorded pass, and what its compositor drew. */
import { z } from 'zod';

/**
 * Kinds of work of a main thread. `other` is what has no name of these; what the recorder itself runs in the page is in
 * none of them.
 */
export const workKinds = ['script', 'style', 'layout', 'paint', 'parse', 'gc', 'other'] as const;
export const workKind = z.enum(workKinds);
export type WorkKind = z.infer<typeof workKind>;

/** It tells why, never how long: the recorder slows a page down. */
export const recordedWork = z.object({
  /** By the thread's clock, ms of the whole recording; null where the trace has no such clock. */
  cpuMs: z.record(workKind, z.number()).nullable(),
  /** Layouts that a script of the page waited for. */
  forcedLayouts: z.int(),
  /** Who forced the most of them, the worst first. */
  forcedBy: z.array(z.object({ what: z.string(), times: z.int() })),
  /** Tiles that were drawn. */
  tiles: z.int(),
  /** Tasks of 50 ms and more by the kind that took most of them, the recorder's own left out. */
  longTasks: z.partialRecord(workKind, z.int()),
});
export type RecordedWork = z.infer<typeof recordedWork>;
