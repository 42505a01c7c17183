import { z } from 'zod';
import { deviceCalibration } from './device-calibration.ts';

export const environment = z.looseObject({
  browser: z.looseObject({ name: z.string(), version: z.string(), origin: z.string() }),
  /** What draws: `software` or the name of the GPU. Frame figures compare only within one renderer. */
  renderer: z.string(),
  /** `backscroll/<hash>` for the fonts of the harness, `host/<hash>` for those of the host; runs before 2026-11 lack it. */
  fonts: z.string().optional(),
  cpu: z.string(),
  cores: z.int(),
  /** Of a merged run the machine of each shard. */
  machines: z
    .array(
      z.object({
        /** Processor, cores and memory, in words. */
        hardware: z.string(),
        devices: z.array(deviceCalibration).optional(),
      }),
    )
    .optional(),
  /** Lighthouse's benchmark index of this host; null with the reason in `hostIndexReason`. */
  hostIndex: z.number().nullable(),
  /** How this host was made as fast as the devices of the profiles; missing where none has one. */
  devices: z.array(deviceCalibration).optional(),
  os: z.string(),
  node: z.string(),
  commit: z.string().nullable(),
  /** Hash of what must be equal for figures to be compared. */
  fingerprint: z.string(),
  target: z.looseObject({ id: z.string(), database: z.string().nullable() }),
});
