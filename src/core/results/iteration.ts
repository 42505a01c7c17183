import { z } from 'zod';
import { passId } from './metric.ts';
import { reading } from './reading.ts';
import { recordedWork } from './recorded-work.ts';
import { verification } from './verification.ts';
import { worstMoment } from './worst-moment.ts';

/** Long frames kept per iteration: enough to show what was slow. */
export const mostLongFrames = 10;

/** A frame of 50 ms and more, with the longest of the scripts that ran in it. */
export const longFrame = z.object({
  /** Milliseconds since the run's start. */
  startMs: z.number(),
  durationMs: z.number(),
  /** How long it delayed input. */
  blockingMs: z.number(),
  scripts: z.array(
    z.object({
      durationMs: z.number(),
      /** The part of it spent in forced style and layout. */
      layoutMs: z.number(),
      /** Such as `BUTTON#send.onclick`, or the address of a script. */
      invoker: z.string(),
      invokerType: z.string(),
      functionName: z.string(),
      source: z.string(),
    }),
  ),
});
export type LongFrame = z.infer<typeof longFrame>;

export const iteration = z.object({
  index: z.int(),
  pass: passId,
  /** Index of its block: iterations of all arms that shared one browser; missing without blocks. */
  block: z.int().optional(),
  /** Wall time for people, milliseconds since the epoch; durations inside are on the monotonic clock. */
  startedAtMs: z.number(),
  finishedAtMs: z.number(),
  /**
   * `failed`: the page failed, which counts as a lost value. `invalid`: something else disturbed it, so it
   * does not count and is repeated.
   */
  status: z.enum(['valid', 'invalid', 'failed']),
  /** Why it is not valid; null when it is. */
  reason: z.string().nullable(),
  verification,
  /** Index of its shard in a merged run, from 0; missing in a run that was not merged. */
  machine: z.int().optional(),
  /**
   * Durations of the scenario's phases, ms. The rest of the iteration is work of the harness: set-up,
   * verification, reading.
   */
  timings: z.object({ prepareMs: z.number(), actMs: z.number() }).optional(),
  /** Of a timing iteration, the longest first, {@link mostLongFrames} at most. */
  longFrames: z.array(longFrame).optional(),
  /** Of a recorded iteration, in order of time. */
  worstMoments: z.array(worstMoment).optional(),
  work: recordedWork.optional(),
});
export type Iteration = z.infer<typeof iteration>;

export const sample = z.object({ metric: z.string(), iteration: z.int(), reading });
export type Sample = z.infer<typeof sample>;

/** Points on one clock: milliseconds since the run's start. */
export const series = z.object({
  name: z.string(),
  unit: z.string(),
  /** Null when it belongs to the whole cell, such as the load. */
  iteration: z.int().nullable(),
  points: z.array(z.tuple([z.number(), z.number()])),
});
export type Series = z.infer<typeof series>;
