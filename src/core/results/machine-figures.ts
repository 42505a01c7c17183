import { z } from 'zod';
import type { Results } from './results.ts';

/**
 * What is known of a machine: the figures of its reference workload (ms), and the version of that workload.
 */
export const machineFigures = z.object({
  version: z.int().positive(),
  figuresMs: z.array(z.number()),
  /**
   * Duration of the CPU probe's work at the speed of the configured device (ms), by this run's calibration.
   */
  deviceMs: z.number().positive().optional(),
  /** Processor, cores and memory, in words; missing in older results. */
  hardware: z.string().optional(),
  /** Whether the cell comes from merged shards with several kinds of hardware. */
  mixed: z.boolean().optional(),
});
export type MachineFigures = z.infer<typeof machineFigures>;

/**
 * The machine of an environment, in words. Times of different machines are not comparable, even when their
 * reference workloads take equally long.
 */
export function hardwareOf({ cpu, cores, memoryBytes }: Results['environment']): string {
  const memory = typeof memoryBytes === 'number' ? `, ${Math.round(memoryBytes / 1024 ** 3)} GiB` : '';
  return `${cpu}, ${cores} cores${memory}`;
}
