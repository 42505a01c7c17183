import { z } from 'zod';

/** What is known of a machine: the figures of its reference workload (ms), and the version of the latter. */
export const machineFigures = z.object({ version: z.int().positive(), figuresMs: z.array(z.number()) });
export type MachineFigures = z.infer<typeof machineFigures>;
