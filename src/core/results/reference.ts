import { z } from 'zod';

export const referenceReading = z.object({
  /** Wall time, milliseconds since the epoch. */
  startedAtMs: z.number(),
  finishedAtMs: z.number(),
  /** Duration of each part of the work, ms; null when the reading does not count. */
  partsMs: z.record(z.string(), z.number().positive()).nullable(),
  /** Why it does not count; null when it does. */
  reason: z.string().nullable(),
  /** Index of its shard in a merged run, from 0; missing in a run that was not merged. */
  machine: z.int().optional(),
});
export type ReferenceReading = z.infer<typeof referenceReading>;

export const reference = z.object({
  /** Version of the workload: figures of different versions are not comparable. */
  version: z.int().positive(),
  /** In order of time. */
  readings: z.array(referenceReading),
});
export type Reference = z.infer<typeof reference>;
