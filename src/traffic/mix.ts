/** Traffic plans: what is to be offered to the backend, as presets and as text from the command line. */
import { z } from 'zod';
import { HarnessError } from '../core/errors.ts';
import { suggestion } from '../core/suggest.ts';

/** A stretch of the load shape: the rate moves in a straight line from one value to the other. */
export const shapeSegment = z.object({
  durationMs: z.number().positive(),
  fromPerSecond: z.number().min(0),
  toPerSecond: z.number().min(0),
});
export type ShapeSegment = z.infer<typeof shapeSegment>;

export const trafficPlan = z.object({
  name: z.string().min(1),
  /** What is offered over time. Traffic may be stopped earlier; after the last segment nothing is offered. */
  shape: z.array(shapeSegment),
  /** `poisson`: independent users; `uniform`: equal distances, for calibration. */
  arrivals: z.enum(['poisson', 'uniform']).default('poisson'),
  /** Operation name → weight; weights need not add up to anything. */
  mix: z.record(z.string(), z.number().positive()),
  /** Realtime connections that stay open and check what they receive. */
  subscribers: z.int().min(0).default(0),
  workers: z.int().min(1).max(64).default(1),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  /** Beyond it an arrival is dropped and counted. High, since a slow backend must be seen, not spared. */
  maxInFlight: z.int().min(1).default(2_000),
  /** At most this many users act. */
  maxUsers: z.int().min(1).default(100),
  /**
   * Beyond this share of failed operations the load was not what was asked for; null where failing
   * is what is being studied.
   */
  maxFailedShare: z.number().min(0).max(1).nullable().default(0.1),
  /** How long a stop waits for what is in flight. */
  drainMs: z.number().min(0).default(3_000),
});
export type TrafficPlan = z.infer<typeof trafficPlan>;

/** The mix of a chat on a working day: mostly reading. */
const everydayMix = {
  'fetch-history': 30,
  'list-conversations': 25,
  'send-message': 20,
  'add-reaction': 15,
  'mark-read': 10,
};

const presets = {
  none: { ratePerSecond: 0, subscribers: 0, workers: 1 },
  light: { ratePerSecond: 10, subscribers: 5, workers: 1 },
  steady: { ratePerSecond: 40, subscribers: 20, workers: 1 },
  heavy: { ratePerSecond: 200, subscribers: 100, workers: 2 },
} as const;

/** The names that {@link parseTrafficPlan} knows beside a rate such as `60/s`. */
export const presetNames = Object.keys(presets);

/** One worker thread is planned for this many operations per second. */
const operationsPerWorker = 250;
/** Of a plan given as a bare rate, as in `steady`. */
const operationsPerSubscriber = 2;
/** Longer than any cell should take; a cell that outlives its traffic is invalid. */
const defaultMaxDurationMs = 30 * 60_000;

export type PlanOptions = { maxDurationMs?: number; seed?: number };

/** A plan of one constant rate in operations per second. */
export function constantPlan(
  plan: Omit<z.input<typeof trafficPlan>, 'shape' | 'mix'> & {
    ratePerSecond: number;
    durationMs: number;
    mix?: Record<string, number>;
  },
): TrafficPlan {
  const { ratePerSecond, durationMs, ...rest } = plan;
  const segment = { durationMs, fromPerSecond: ratePerSecond, toPerSecond: ratePerSecond };
  return trafficPlan.parse({ mix: everydayMix, ...rest, shape: ratePerSecond > 0 ? [segment] : [] });
}

function isPreset(text: string): text is keyof typeof presets {
  return Object.hasOwn(presets, text);
}

function rateOf(text: string): number | null {
  const rate = /^(\d+(?:\.\d+)?)\/s$/.exec(text)?.[1];
  return rate === undefined ? null : Number(rate);
}

function unknownTraffic(text: string): HarnessError {
  return new HarnessError(
    'TRAFFIC_UNKNOWN',
    `There is no traffic called "${text}".`,
    `${suggestion(text, presetNames)}Use ${presetNames.join(', ')}, or a rate such as 60/s.`,
  );
}

/**
 * The plan that a text stands for: a preset or a rate in operations per second.
 * @throws HarnessError TRAFFIC_UNKNOWN
 */
export function parseTrafficPlan(text: string, options: PlanOptions = {}): TrafficPlan {
  const name = text.trim();
  const durationMs = options.maxDurationMs ?? defaultMaxDurationMs;
  const seed = options.seed ?? 1;
  if (isPreset(name)) return constantPlan({ name, durationMs, seed, ...presets[name] });
  const ratePerSecond = rateOf(name);
  if (ratePerSecond === null) throw unknownTraffic(name);
  return constantPlan({
    name,
    durationMs,
    seed,
    ratePerSecond,
    subscribers: Math.round(ratePerSecond / operationsPerSubscriber),
    workers: Math.min(64, Math.max(1, Math.ceil(ratePerSecond / operationsPerWorker))),
    maxInFlight: Math.max(2_000, Math.ceil(ratePerSecond * 10)),
  });
}

/** True for a plan that offers nothing: no generator is needed. */
export function isIdle(plan: TrafficPlan): boolean {
  return plan.shape.length === 0 && plan.subscribers === 0;
}

/** How long the plan offers anything (ms). */
export function planDurationMs(plan: TrafficPlan): number {
  return plan.shape.reduce((total, segment) => total + segment.durationMs, 0);
}
