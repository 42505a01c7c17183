import { z } from 'zod';

const probe = z.object({ elapsedMs: z.number(), threadMs: z.number() });

/** The result of a calibration: how this host is made as fast as a device. */
export const deviceCalibration = z.object({
  /** Such as `low-tier`. */
  device: z.string(),
  /** BenchmarkIndex of the device, the target. */
  benchmarkIndex: z.number(),
  /** BenchmarkIndex of this host at full speed. */
  hostIndex: z.number(),
  /** Rate of Chromium's CPU throttle that makes this host as fast as the device. */
  rate: z.number(),
  /** The rate by the readings of this run alone, while `rate` covers several; missing in older results. */
  ownRate: z.number().optional(),
  /** Runs on this machine that `rate` covers, this one included; missing in older results. */
  runs: z.int().optional(),
  /** 95 % interval of the index at that rate, by the readings of this run alone. */
  interval: z.tuple([z.number(), z.number()]),
  /** Whether the interval reaches at most 5 % to either side of what the readings found. */
  converged: z.boolean(),
  /** Duration of the CPU probe's fixed work at full speed, by the page's clock and by the thread's. */
  fullSpeed: probe,
  /** Share of a core that the main thread had meanwhile, see `startCoreShare`; missing in older results. */
  coreShare: z.number().optional(),
  tries: z.int(),
  tookMs: z.number(),
});
export type DeviceCalibration = z.infer<typeof deviceCalibration>;
