import type { Histogram } from 'hdr-histogram-js';
import { type ArrivalTable, arrivalState, arrivalsWithin } from './arrivals.ts';
import { latencyHistogram, record } from './histogram.ts';
import type { TrafficSecond } from './result.ts';

type Second = TrafficSecond & { responsesUs: number[]; ended: number };

const ended: readonly number[] = [arrivalState.completed, arrivalState.failed, arrivalState.throttled];

function emptySecond(atUs: number): Second {
  const counts = { offered: 0, started: 0, completed: 0, failed: 0, throttled: 0, inFlight: 0 };
  return { atUs, ...counts, responseP95Ms: null, responsesUs: [], ended: 0 };
}

/** @param histogram reused for the calculation, emptied first */
function p95Ms(responsesUs: readonly number[], histogram: Histogram): number | null {
  if (responsesUs.length === 0) return null;
  histogram.reset();
  for (const responseUs of responsesUs) record(histogram, responseUs);
  return histogram.getValueAtPercentile(95) / 1_000;
}

/**
 * The run second by second. An operation is offered in the second of its intended start, started in the
 * second of its send, and completed, failed or throttled in the second of its end.
 *
 * @param startedUs the traffic's start on the host clock
 * @param durationUs how much of the run to cover; the last second may be incomplete
 */
export function trafficSeries(table: ArrivalTable, startedUs: number, durationUs: number): TrafficSecond[] {
  const seconds = Array.from({ length: Math.ceil(durationUs / 1e6) }, (_, index) =>
    emptySecond(startedUs + index * 1e6),
  );
  const secondOf = (offsetUs: number): Second | undefined => seconds[Math.floor(offsetUs / 1e6)];
  for (const arrival of arrivalsWithin(table, 0, durationUs)) {
    const offered = secondOf(arrival.intendedUs);
    if (offered !== undefined) offered.offered += 1;
    if (arrival.state === arrivalState.planned || arrival.state === arrivalState.dropped) continue;
    const started = secondOf(arrival.sentUs);
    if (started !== undefined) started.started += 1;
    const end = ended.includes(arrival.state) ? secondOf(arrival.endUs) : undefined;
    if (end === undefined) continue;
    end.ended += 1;
    if (arrival.state === arrivalState.failed) end.failed += 1;
    if (arrival.state === arrivalState.throttled) end.throttled += 1;
    if (arrival.state === arrivalState.completed) {
      end.completed += 1;
      end.responsesUs.push(arrival.endUs - arrival.intendedUs);
    }
  }
  const histogram = latencyHistogram();
  let inFlight = 0;
  return seconds.map(({ responsesUs, ended: endedCount, ...second }) => {
    inFlight += second.started - endedCount;
    return { ...second, responseP95Ms: p95Ms(responsesUs, histogram), inFlight };
  });
}
