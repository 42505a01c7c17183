import { z } from 'zod';
import { deviceCalibration } from './device-calibration.ts';

export const environment = z.looseObject({
  browser: z.looseObject({ name: z.string(), version: z.string(), origin: z.string() }),
  /**
   * What renders the page: `software` or the GPU's name. Frame figures are comparable only within one
   * renderer.
   */
  renderer: z.string(),
  /**
   * `backscroll/<hash>` for the harness's fonts, `host/<hash>` for the host's; runs before 2026-11 lack it.
   */
  fonts: z.string().optional(),
  cpu: z.string(),
  cores: z.int(),
  /** The machine of each shard of a merged run. */
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
  /** How this host was made as fast as the devices of the profiles; missing when no profile has a device. */
  devices: z.array(deviceCalibration).optional(),
  os: z.string(),
  node: z.string(),
  commit: z.string().nullable(),
  /** Hash of everything that must be equal for comparable figures. */
  fingerprint: z.string(),
  target: z.looseObject({ id: z.string(), database: z.string().nullable() }),
});
