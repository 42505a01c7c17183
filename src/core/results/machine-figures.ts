import { z } from 'zod';
import type { Results } from './results.ts';

/** What is known of a machine: the figures of its reference workload (ms), and the version of the latter. */
export const machineFigures = z.object({
  version: z.int().positive(),
  figuresMs: z.array(z.number()),
  /** Where it was slowed down to a device: what the CPU probe's work takes there (ms), as the run found it. */
  deviceMs: z.number().positive().optional(),
  /** Processor, cores and memory, in words; missing in results of before. */
  hardware: z.string().optional(),
  /** Of several kinds of hardware: a cell of shards that were merged. */
  mixed: z.boolean().optional(),
});
export type MachineFigures = z.infer<typeof machineFigures>;

/** What of an environment is the machine: times of another one do not compare, whatever its reference workload reads. */
export function hardwareOf({ cpu, cores, memoryBytes }: Results['environment']): string {
  const memory = typeof memoryBytes === 'number' ? `, ${Math.round(memoryBytes / 1024 ** 3)} GiB` : '';
  return `${cpu}, ${cores} cores${memory}`;
}
