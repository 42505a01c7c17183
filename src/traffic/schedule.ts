/**
 * The arrival schedule: the time, user and operation of each arrival, all decided before the first request.
 */
import { HarnessError } from '../core/errors.ts';
import { seededRandom } from '../core/statistics/random.ts';
import { type ArrivalTable, allocateArrivals, at } from './arrivals.ts';
import type { Random } from './contract.ts';
import type { MixedPlan, ShapeSegment, TrafficPlan } from './mix.ts';
import { derivedSeed } from './random.ts';

/** About 30 bytes each; a plan with more is probably a typing error. */
export const maxArrivals = 5_000_000;

/** Separate random streams by purpose, so that a new mix does not move the arrivals. */
const stream = { gaps: 1, operations: 2, users: 3 } as const;

/** Expected operations of one segment: the area under its rate. */
function expected(segment: ShapeSegment): number {
  return ((segment.fromPerSecond + segment.toPerSecond) / 2) * (segment.durationMs / 1_000);
}

/** Operations that the plan offers on average, over its whole shape. */
export function expectedArrivals(plan: TrafficPlan): number {
  return plan.shape.reduce((total, segment) => total + expected(segment), 0);
}

/**
 * Seconds into a segment at which `area` operations are due: the inverse of the integral of a linear rate, in
 * the form that stays exact for a constant rate.
 */
function secondsAt(segment: ShapeSegment, area: number): number {
  const from = segment.fromPerSecond;
  const slope = (segment.toPerSecond - from) / (segment.durationMs / 1_000);
  return (2 * area) / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * area)));
}

/** Distance to the next arrival, in expected operations: exponential for independent users, else 1. */
function gap(arrivals: TrafficPlan['arrivals'], random: Random): number {
  return arrivals === 'uniform' ? 1 : -Math.log(1 - random());
}

/**
 * Intended starts in µs after the traffic's start, ascending.
 *
 * Arrivals of rate 1 are drawn on an axis of expected operations and mapped back to time through the shape
 * (time rescaling), which is correct for ramps as well as for constant rates.
 */
export function intendedStarts(plan: TrafficPlan): number[] {
  const random = seededRandom(derivedSeed(plan.seed, stream.gaps));
  const starts: number[] = [];
  // Uniform arrivals are in the middle of their intervals, so that n per second gives exactly n.
  let position = plan.arrivals === 'uniform' ? 0.5 : gap(plan.arrivals, random);
  let offsetUs = 0;
  let passed = 0;
  for (const segment of plan.shape) {
    const area = expected(segment);
    while (position < passed + area) {
      starts.push(offsetUs + Math.round(secondsAt(segment, position - passed) * 1e6));
      position += gap(plan.arrivals, random);
    }
    passed += area;
    offsetUs += segment.durationMs * 1_000;
  }
  return starts;
}

/** Draws indexes with the given weights. */
function weighted(weights: readonly number[], random: Random): () => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return () => {
    let left = random() * total;
    const index = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    // Rounding may leave a remainder after the last weight.
    return index === -1 ? weights.length - 1 : index;
  };
}

/** The plan's operations in the order of the schedule's indexes. */
export function operationNames(plan: MixedPlan): string[] {
  return Object.keys(plan.mix).sort();
}

/**
 * Fills the arrival table of a plan: intended start, operation, user and worker of each operation. The same
 * plan and owners give the same table, and the number of workers does not change the arrivals.
 *
 * @param owners for each user, the worker thread that holds its session
 * @throws HarnessError TRAFFIC_PLAN_TOO_LARGE, TRAFFIC_NO_USERS
 */
export function planArrivals(plan: MixedPlan, owners: readonly number[]): ArrivalTable {
  const expectedCount = expectedArrivals(plan);
  if (expectedCount > maxArrivals) {
    throw new HarnessError(
      'TRAFFIC_PLAN_TOO_LARGE',
      `The traffic plan ${plan.name} holds ${Math.round(expectedCount)} operations, more than ${maxArrivals}.`,
      'Shorten it or lower its rate.',
    );
  }
  const starts = intendedStarts(plan);
  if (starts.length > 0 && owners.length === 0) {
    throw new HarnessError(
      'TRAFFIC_NO_USERS',
      'No user can take part in the background traffic.',
      'Seed the target.',
    );
  }
  const table = allocateArrivals(starts.length);
  const userRandom = seededRandom(derivedSeed(plan.seed, stream.users));
  const nextOperation = weighted(
    operationNames(plan).map((name) => plan.mix[name] ?? 0),
    seededRandom(derivedSeed(plan.seed, stream.operations)),
  );
  for (const [index, intendedUs] of starts.entries()) {
    const user = Math.floor(userRandom() * owners.length);
    table.intendedUs[index] = intendedUs;
    table.operation[index] = nextOperation();
    table.user[index] = user;
    table.worker[index] = at(owners, user);
  }
  return table;
}
