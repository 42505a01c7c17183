/** Counts and latencies of the arrivals within an interval, from the table of arrivals. */
import type { Histogram } from 'hdr-histogram-js';
import { type Arrival, type ArrivalTable, arrivalState, arrivalsWithin } from './arrivals.ts';
import { latencyHistogram, latencyOf, record } from './histogram.ts';
import {
  type FailureClass,
  lateAfterMs,
  type OperationResult,
  startGraceMs,
  type TrafficCounts,
} from './result.ts';

/** The names for the table's numbers. */
export type ArrivalNames = {
  operations: readonly string[];
  /** The classes of failures, by worker thread. */
  failures: readonly (readonly FailureClass[])[];
};

type Tally = TrafficCounts & { response: Histogram; service: Histogram; failures: FailureTally };
/** By reason and status: each worker thread has objects of its own. */
type FailureTally = Map<string, FailureClass & { count: number }>;

const unknown: FailureClass = { reason: 'unknown', status: null };

const noCounts: TrafficCounts = {
  planned: 0,
  started: 0,
  completed: 0,
  failed: 0,
  throttled: 0,
  throttledWithoutRetryAfter: 0,
  unfinished: 0,
  late: 0,
  dropped: 0,
};

function newTally(): Tally {
  return { ...noCounts, response: latencyHistogram(), service: latencyHistogram(), failures: new Map() };
}

/** True if the arrival was sent early enough to count in a window that ends at `toUs`. */
function startedBy(arrival: Arrival, toUs: number): boolean {
  if (arrival.state === arrivalState.planned || arrival.state === arrivalState.dropped) return false;
  return arrival.sentUs <= toUs + startGraceMs * 1_000;
}

function tallyFailure(tally: Tally, arrival: Arrival, names: ArrivalNames): void {
  const { reason, status } = names.failures[arrival.worker]?.[arrival.reason] ?? unknown;
  const key = `${status} ${reason}`;
  tally.failed += 1;
  tally.failures.set(key, { reason, status, count: (tally.failures.get(key)?.count ?? 0) + 1 });
}

function tallyStarted(tally: Tally, arrival: Arrival, names: ArrivalNames): void {
  tally.started += 1;
  if (arrival.sentUs - arrival.intendedUs > lateAfterMs * 1_000) tally.late += 1;
  switch (arrival.state) {
    case arrivalState.completed:
      tally.completed += 1;
      record(tally.response, arrival.endUs - arrival.intendedUs);
      record(tally.service, arrival.endUs - arrival.sentUs);
      break;
    case arrivalState.failed:
      tallyFailure(tally, arrival, names);
      break;
    case arrivalState.throttled:
      tally.throttled += 1;
      tally.throttledWithoutRetryAfter += arrival.reason;
      break;
    default:
      tally.unfinished += 1;
  }
}

function operationResult(name: string, tally: Tally): OperationResult {
  const { response, service, failures, ...counts } = tally;
  return {
    name,
    ...counts,
    response: latencyOf(response),
    service: latencyOf(service),
    failures: [...failures.values()].sort(
      (left, right) => right.count - left.count || left.reason.localeCompare(right.reason),
    ),
  };
}

function sum(operations: readonly OperationResult[]): TrafficCounts {
  const total = { ...noCounts };
  for (const operation of operations) {
    for (const key of Object.keys(noCounts) as (keyof TrafficCounts)[]) total[key] += operation[key];
  }
  return total;
}

export type ArrivalSummary = TrafficCounts & {
  operations: OperationResult[];
  sendLag: ReturnType<typeof latencyOf>;
};

/** Sums up the arrivals whose intended start is in [fromUs, toUs), in µs after the traffic's start. */
export function summarizeArrivals(
  table: ArrivalTable,
  names: ArrivalNames,
  fromUs: number,
  toUs: number,
): ArrivalSummary {
  const tallies = names.operations.map(newTally);
  const sendLag = latencyHistogram();
  for (const arrival of arrivalsWithin(table, fromUs, toUs)) {
    const tally = tallies[arrival.operation];
    if (tally === undefined) throw new RangeError(`There is no operation ${arrival.operation}.`);
    tally.planned += 1;
    if (arrival.state === arrivalState.dropped) tally.dropped += 1;
    if (!startedBy(arrival, toUs)) continue;
    record(sendLag, arrival.sentUs - arrival.intendedUs);
    tallyStarted(tally, arrival, names);
  }
  const operations = tallies.map((tally, index) => operationResult(names.operations[index] ?? '', tally));
  return { ...sum(operations), operations, sendLag: latencyOf(sendLag) };
}
