import { z } from 'zod';

/** What is known of a machine: the figures of its reference workload (ms), and the version of the latter. */
export const machineFigures = z.object({
  version: z.int().positive(),
  figuresMs: z.array(z.number()),
  /** Where it was slowed down to a device: what the CPU probe's work takes there (ms), as the run found it. */
  deviceMs: z.number().positive().optional(),
});
export type MachineFigures = z.infer<typeof machineFigures>;
