import { z } from 'zod';
import { rest } from './rest.ts';

/** What an instrument found when it checked its own setting; every figure with what was expected. */
export const verification = z.object({
  network: z
    .object({
      expectedRoundTripMs: z.number(),
      httpRoundTripMs: z.array(z.number()),
      webSocketRoundTripMs: z.array(z.number()),
      /** What a ping took before the link was shaped: so much longer a round trip may be. */
      hostRoundTripMs: z.object({ http: z.number(), webSocket: z.number() }).optional(),
      expectedDownBitsPerSecond: z.number().nullable(),
      /** Over the time when the link had something to send; null when too little was sent to say. */
      downBitsPerSecond: z.number().nullable(),
      expectedUpBitsPerSecond: z.number().nullable(),
      upBitsPerSecond: z.number().nullable(),
      /** What the way of shaping that was asked for leaves as it is. */
      notShaped: z.array(z.string()).optional(),
      /** Right after the act; one is enough when it is right. */
      afterRoundTripMs: z.array(z.number()).optional(),
      /** What the page says it received since the act began, at least. */
      bodyBytes: z.number().optional(),
      /** What the shaper carried to the page meanwhile. */
      carriedBytes: z.number().optional(),
    })
    .optional(),
  cpu: z
    .object({
      /** How much slower than at full speed the page should be. */
      asked: z.number(),
      /** Of Chromium's CPU throttle; another one where a device is the aim. */
      rate: z.number().optional(),
      /** By the page's own clock, waiting for other processes included. */
      factors: z.array(z.number()),
      /** By the CPU time of the page's main thread. */
      threadFactors: z.array(z.number()).optional(),
      /** Of a core that the main thread had for its tasks in the act, 0 to 1. */
      coreShare: z.number().optional(),
    })
    .optional(),
  scroll: z.object({ askedPx: z.number(), scrolledPx: z.number() }).optional(),
  /** Missing where the scenario does not wait for it. */
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
      /** The most that other programs took in any second, as a share of the host's capacity. */
      worstSecondShare: z.number().optional(),
      /** How often the host was looked at, and what that took of the runner's thread in all. */
      samples: z.int().optional(),
      samplingMs: z.number().optional(),
      /** Other browsers that ran beside ours, idle ones too, with what they used. */
      browsers: z.array(z.string()).optional(),
      /** Mean of all cores before and after, where the system says. */
      frequencyMHz: z.array(z.number()).optional(),
    })
    .optional(),
});
export type Verification = z.infer<typeof verification>;
