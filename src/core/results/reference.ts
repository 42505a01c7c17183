import { z } from 'zod';

export const referenceReading = z.object({
  /** Wall time, milliseconds since the epoch. */
  startedAtMs: z.number(),
  finishedAtMs: z.number(),
  /** What each part of the work took, ms; null when the reading does not count. */
  partsMs: z.record(z.string(), z.number().positive()).nullable(),
  /** Why it does not count; null when it does. */
  reason: z.string().nullable(),
  /** Which of the merged shards it is of, from 0; missing in a run that is no merge. */
  machine: z.int().optional(),
});
export type ReferenceReading = z.infer<typeof referenceReading>;

export const reference = z.object({
  /** Of the workload: figures of two versions do not compare. */
  version: z.int().positive(),
  /** In order of time. */
  readings: z.array(referenceReading),
});
export type Reference = z.infer<typeof reference>;
