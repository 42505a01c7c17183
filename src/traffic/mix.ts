/** Traffic plans: the load to offer to the backend, as presets and as text from the command line. */
import { z } from 'zod';
import { HarnessError } from '../core/errors.ts';
import { suggestion } from '../core/suggest.ts';

/** One interval of the load shape: the rate changes linearly from one value to the other. */
export const shapeSegment = z.object({
  durationMs: z.number().positive(),
  fromPerSecond: z.number().min(0),
  toPerSecond: z.number().min(0),
});
export type ShapeSegment = z.infer<typeof shapeSegment>;

export const trafficPlan = z.object({
  name: z.string().min(1),
  /** The offered load over time. Traffic may be stopped earlier; after the last segment there is no load. */
  shape: z.array(shapeSegment),
  /** `poisson`: independent users; `uniform`: equal intervals, for calibration. */
  arrivals: z.enum(['poisson', 'uniform']).default('poisson'),
  /** Operation name → weight; the sum of the weights does not matter. Null for the mix of the target. */
  mix: z.record(z.string(), z.number().positive()).nullable().default(null),
  /** Realtime connections that stay open and check the messages they receive. */
  subscribers: z.int().min(0).default(0),
  workers: z.int().min(1).max(64).default(1),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  /** Above it an arrival is dropped and counted. It is high: a slow backend must show, not get less load. */
  maxInFlight: z.int().min(1).default(2_000),
  /** Maximum number of users. */
  maxUsers: z.int().min(1).default(100),
  /** Above this share of failed operations the load was not as configured; null to study failures. */
  maxFailedShare: z.number().min(0).max(1).nullable().default(0.1),
  /** How long a stop waits for operations in flight. */
  drainMs: z.number().min(0).default(3_000),
});
export type TrafficPlan = z.infer<typeof trafficPlan>;

/** A plan whose mix is known. */
export type MixedPlan = TrafficPlan & { mix: NonNullable<TrafficPlan['mix']> };

/** With the mix of the target where the plan has none. */
export function mixedPlan(
  plan: TrafficPlan,
  target: { operations: readonly { name: string }[]; mix?: Readonly<Record<string, number>> },
): MixedPlan {
  const equal = target.operations.map(({ name }): [string, number] => [name, 1]);
  return { ...plan, mix: plan.mix ?? target.mix ?? Object.fromEntries(equal) };
}

const presets = {
  none: { ratePerSecond: 0, subscribers: 0, workers: 1 },
  light: { ratePerSecond: 10, subscribers: 5, workers: 1 },
  steady: { ratePerSecond: 40, subscribers: 20, workers: 1 },
  heavy: { ratePerSecond: 200, subscribers: 100, workers: 2 },
} as const;

/** The names that {@link parseTrafficPlan} knows beside a rate such as `60/s`. */
export const presetNames = Object.keys(presets);

/** Planned operations per second of one worker thread. */
const operationsPerWorker = 250;
/** For a plan given as a bare rate, as in `steady`. */
const operationsPerSubscriber = 2;
/** Longer than any cell should take; a cell that runs longer than its traffic is invalid. */
const defaultMaxDurationMs = 30 * 60_000;

export type PlanOptions = { maxDurationMs?: number; seed?: number };

/** A plan of one constant rate in operations per second. */
export function constantPlan(
  plan: Omit<z.input<typeof trafficPlan>, 'shape' | 'mix'> & {
    ratePerSecond: number;
    durationMs: number;
    mix?: Record<string, number> | null;
  },
): TrafficPlan {
  const { ratePerSecond, durationMs, ...rest } = plan;
  const segment = { durationMs, fromPerSecond: ratePerSecond, toPerSecond: ratePerSecond };
  return trafficPlan.parse({ ...rest, shape: ratePerSecond > 0 ? [segment] : [] });
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
 * Parses a plan: a preset or a rate in operations per second.
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

/** True for a plan without load: no generator is needed. */
export function isIdle(plan: TrafficPlan): boolean {
  return plan.shape.length === 0 && plan.subscribers === 0;
}

/** Duration of the plan's load (ms). */
export function planDurationMs(plan: TrafficPlan): number {
  return plan.shape.reduce((total, segment) => total + segment.durationMs, 0);
}
