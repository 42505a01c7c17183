import { z } from 'zod';
import { rest } from './rest.ts';

/** What the instruments found when they checked their own settings; every figure with its expected value. */
export const verification = z.object({
  network: z
    .object({
      expectedRoundTripMs: z.number(),
      httpRoundTripMs: z.array(z.number()),
      webSocketRoundTripMs: z.array(z.number()),
      /** Duration of a ping before the link was shaped: a round trip may be longer by this much. */
      hostRoundTripMs: z.object({ http: z.number(), webSocket: z.number() }).optional(),
      expectedDownBitsPerSecond: z.number().nullable(),
      /** While the link had something to send; null when too little was sent to measure it. */
      downBitsPerSecond: z.number().nullable(),
      expectedUpBitsPerSecond: z.number().nullable(),
      upBitsPerSecond: z.number().nullable(),
      /** What the configured kind of shaping does not shape. */
      notShaped: z.array(z.string()).optional(),
      /** Measured right after the act; one is enough when it is as expected. */
      afterRoundTripMs: z.array(z.number()).optional(),
      /** At least what the page reports as received since the act began. */
      bodyBytes: z.number().optional(),
      /** What the shaper carried to the page in the same time. */
      carriedBytes: z.number().optional(),
    })
    .optional(),
  cpu: z
    .object({
      /** How much slower than at full speed the page should be. */
      asked: z.number(),
      /** Rate of Chromium's CPU throttle; differs from `asked` when the profile names a device. */
      rate: z.number().optional(),
      /** Measured by the page's own clock, including waits for other processes. */
      factors: z.array(z.number()),
      /** Measured by the CPU time of the page's main thread. */
      threadFactors: z.array(z.number()).optional(),
      /** Share of a core that the main thread had for its tasks in the act, 0 to 1. */
      coreShare: z.number().optional(),
    })
    .optional(),
  scroll: z.object({ askedPx: z.number(), scrolledPx: z.number() }).optional(),
  /** Missing when the scenario does not wait for it. */
  rest: rest.optional(),
  traffic: z
    .object({
      planned: z.int(),
      started: z.int(),
      dropped: z.int(),
      failed: z.int(),
      sendLagP99Ms: z.number().nullable(),
    })
    .optional(),
  host: z
    .object({
      state: z.enum(['quiet', 'noisy', 'void']),
      reasons: z.array(z.string()),
      /** The most that other programs used in any second, as a share of the host's capacity. */
      worstSecondShare: z.number().optional(),
      /** How often the host was sampled, and the total time that this took on the runner's thread. */
      samples: z.int().optional(),
      samplingMs: z.number().optional(),
      /** Other browsers than Backscroll's, idle ones too, with their usage. */
      browsers: z.array(z.string()).optional(),
      /** Mean of all cores before and after, when the system reports it. */
      frequencyMHz: z.array(z.number()).optional(),
    })
    .optional(),
});
export type Verification = z.infer<typeof verification>;
