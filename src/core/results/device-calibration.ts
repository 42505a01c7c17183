import { z } from 'zod';

const probe = z.object({ elapsedMs: z.number(), threadMs: z.number() });

/** What a calibration found: how this host is made as fast as a device. */
export const deviceCalibration = z.object({
  /** Such as `low-tier`. */
  device: z.string(),
  /** BenchmarkIndex of the device, the target. */
  benchmarkIndex: z.number(),
  /** BenchmarkIndex of this host at full speed. */
  hostIndex: z.number(),
  /** Of Chromium's CPU throttle: what makes this host as fast as the device. */
  rate: z.number(),
  /** The rate by the readings of this run alone, `rate` being that of several; missing in results of before. */
  ownRate: z.number().optional(),
  /** Runs on this machine that the rate rests on, this one included; missing in results of before. */
  runs: z.int().optional(),
  /** 95 % interval of the index at that rate, by the readings of this run alone. */
  interval: z.tuple([z.number(), z.number()]),
  /** Whether it reaches at most 5 % to either side of what they found. */
  converged: z.boolean(),
  /** The fixed work of the CPU probe, by the page's clock and by the thread's, at full speed. */
  fullSpeed: probe,
  /** Of a core that the main thread had meanwhile, see `startCoreShare`; missing in results of before. */
  coreShare: z.number().optional(),
  tries: z.int(),
  tookMs: z.number(),
});
export type DeviceCalibration = z.infer<typeof deviceCalibration>;
