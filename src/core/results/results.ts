/**
 * results.json, the one document of a run. Additive within a `schemaVersion`; its JSON Schema
 * (docs/results.schema.json) is generated from these types.
 */
import { z } from 'zod';
import { failureComparison } from '../judging/compare-failures.ts';
import { comparisonPlan, comparisonStatus, metricComparison } from '../judging/comparison.ts';
import { failures } from '../judging/failures.ts';
import { guard } from '../judging/guard.ts';
import { machineComparison } from '../judging/machines.ts';
import { reference } from '../judging/reference.ts';
import { interval, verdict, verdictKind, verdictStatus } from '../judging/verdict.ts';
import { databaseActivity } from './database-activity.ts';
import { deviceCalibration } from './device-calibration.ts';
import { metricDefinition, passId } from './metric.ts';
import { reading } from './reading.ts';
import { recordedWork } from './recorded-work.ts';
import { rest } from './rest.ts';
import { worstMoment } from './worst-moment.ts';

export const schemaVersion = 1;

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

/** So many long frames are kept of an iteration: enough to say what was slow, and no flood. */
export const mostLongFrames = 10;

/** A frame of 50 ms and more, with the longest of the scripts that ran in it. */
export const longFrame = z.object({
  /** Milliseconds since the run's start. */
  startMs: z.number(),
  durationMs: z.number(),
  /** By which it kept input waiting. */
  blockingMs: z.number(),
  scripts: z.array(
    z.object({
      durationMs: z.number(),
      /** Of which it forced style and layout. */
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
  /** Of the block of all arms that it shared a browser with; missing where the experiment has no blocks. */
  block: z.int().optional(),
  /** Wall time for people, milliseconds since the epoch; durations inside are on the monotonic clock. */
  startedAtMs: z.number(),
  finishedAtMs: z.number(),
  /**
   * `failed`: the page failed, which counts as a lost value. `invalid`: something else disturbed it, so it does
   * not count and is repeated.
   */
  status: z.enum(['valid', 'invalid', 'failed']),
  /** Why it is not valid; null when it is. */
  reason: z.string().nullable(),
  verification,
  /** Which of the merged shards it is of, from 0; missing in a run that is no merge. */
  machine: z.int().optional(),
  /** What the scenario took, ms. The rest of the iteration is the harness' own: set-up, verification, reading. */
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

export const summary = z.object({
  metric: z.string(),
  n: z.int(),
  median: z.number().nullable(),
  p95: z.number().nullable(),
  /** Interquartile range. */
  spread: z.number().nullable(),
  /** 95 % interval of the median; null below 6 values. */
  interval: interval.nullable(),
  /** Iterations that count and gave no value, failed ones included, and the first reason. */
  unavailable: z.int(),
  unavailableReason: z.string().nullable(),
});
export type Summary = z.infer<typeof summary>;

/** Points on one clock: milliseconds since the run's start. */
export const series = z.object({
  name: z.string(),
  unit: z.string(),
  /** Null when it belongs to the whole cell, as the load does. */
  iteration: z.int().nullable(),
  points: z.array(z.tuple([z.number(), z.number()])),
});
export type Series = z.infer<typeof series>;

export const finding = z.object({
  severity: z.enum(['info', 'warning', 'critical']),
  /** The budget that it is about, by its metric and kind, or what repetitions leave behind; of others it is missing. */
  about: z.object({ metric: z.string(), kind: z.enum([...verdictKind.options, 'leak']) }).optional(),
  title: z.string(),
  evidence: z.string(),
  cause: z.string(),
  remedy: z.string(),
});
export type Finding = z.infer<typeof finding>;

export const artifact = z.object({
  name: z.string(),
  contentType: z.string(),
  /** Relative to the run's folder. */
  path: z.string(),
});

export const parameters = z.record(z.string(), z.union([z.string(), z.number()]));
export type Parameters = z.infer<typeof parameters>;

/** What names a cell: the unit of the results, and one Playwright test. */
export const cellKey = z.object({
  scenario: z.string(),
  params: parameters,
  profile: z.string(),
  arm: z.string(),
});
export type CellKey = z.infer<typeof cellKey>;

export const cell = cellKey.extend({
  /** The question that the scenario answers, for people. */
  title: z.string(),
  defects: z.array(z.string()),
  dataset: z.string().nullable(),
  iterations: z.array(iteration),
  samples: z.array(sample),
  summaries: z.array(summary),
  verdicts: z.array(verdict),
  verdict: verdictStatus.nullable(),
  /** How often the page failed; missing when no iteration counts. */
  failures: failures.optional(),
  /** What the load generator reports of its own run; its schema is that of `src/traffic`. */
  traffic: z.unknown().nullable(),
  /** Missing when the database was not looked at. */
  database: databaseActivity.optional(),
  series: z.array(series),
  findings: z.array(finding),
  classification: z.string().nullable(),
  artifacts: z.array(artifact),
  /** Why no timing figure of the cell counts, although single iterations were valid. */
  invalid: z.string().nullable(),
  /** Why the cell ended early, when it did. */
  error: z.string().nullable(),
});
export type Cell = z.infer<typeof cell>;

/** One side of a comparison. */
const comparedSide = z.object({
  /** What people call it: a file, a URL, a build. */
  label: z.string(),
  /** The commit that was built, with `+dirty` where files differed from it; missing of what is no build. */
  commit: z.string().optional(),
  /** Id of the run that it was measured in. */
  run: z.string(),
  arm: z.string(),
});

/** Two cells of the same scenario, parameters and profile, the first being the baseline. */
export const comparison = z.object({
  scenario: z.string(),
  params: parameters,
  profile: z.string(),
  baseline: comparedSide,
  candidate: comparedSide,
  plan: comparisonPlan,
  /** The planned look at which the data was judged, from 1; null when the number was fixed. */
  look: z.int().nullable(),
  /** Differences of environment, data or metric versions that were overruled, so that nothing is sure. */
  forced: z.array(z.string()),
  /** Of two runs by their reference workload; missing within one run, and in results of before. */
  machine: machineComparison.optional(),
  metrics: z.array(metricComparison),
  /** How often the page failed on either side; missing when it never did. */
  failures: failureComparison.optional(),
  /** Over the metrics that are not primary; missing where there was none. */
  guard: guard.optional(),
  /** Over the primary metrics, what the guard found and the failures of the page; null when there is none of them. */
  verdict: comparisonStatus.nullable(),
});
export type Comparison = z.infer<typeof comparison>;

/** What a run knows of a comparison of two of its own arms before it is judged. */
export const comparedArms = comparison
  .pick({ scenario: true, params: true, profile: true, plan: true, look: true })
  .extend({
    baseline: comparedSide.omit({ run: true }),
    candidate: comparedSide.omit({ run: true }),
  });
export type ComparedArms = z.infer<typeof comparedArms>;

export const results = z.object({
  schemaVersion: z.literal(schemaVersion),
  id: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** False when the run was cut short: interrupted, crashed or killed. */
  complete: z.boolean(),
  /** The worst verdict of all cells; null when nothing was judged. */
  verdict: verdictStatus.nullable(),
  environment,
  options: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), metricDefinition),
  cells: z.array(cell),
  comparisons: z.array(comparison),
  /** The reference workload between the iterations; missing in runs that have none. */
  reference: reference.optional(),
  errors: z.array(z.string()),
});
export type Results = z.infer<typeof results>;

/** A stable text for a cell: `scroll-history messages=2000 fast-3g/cpu-4 default`. */
export function cellName(key: CellKey): string {
  const params = Object.entries(key.params).map(([name, value]) => `${name}=${value}`);
  return [key.scenario, ...params, key.profile, ...(key.arm === 'default' ? [] : [key.arm])].join(' ');
}
