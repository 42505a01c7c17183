import type { Random } from './random.ts';

const hourMs = 3_600_000;
const days = 90;

/** The end of the seeded history: a fixed date, so that the same seed always gives the same bytes. */
export const historyEndMs = Date.UTC(2026, 2, 2);
export const historyStartMs = historyEndMs - days * 24 * hourMs;

/** Weight of each hour of a day (UTC): few messages at night, most in the morning and the evening. */
const hourWeights = [2, 1, 1, 1, 1, 2, 5, 9, 13, 15, 15, 14, 16, 15, 13, 12, 12, 13, 15, 17, 17, 14, 9, 5];
const weekendWeight = 0.6;

/** The sum of the weights before each hour of the history. */
const cumulative = cumulate();

/**
 * Draws a moment between two others by the weights of the hours (milliseconds since the epoch).
 */
export function drawMoment(random: Random, fromMs: number, toMs: number): number {
  const from = share(fromMs);
  return moment(from + random.next() * (share(toMs) - from));
}

function cumulate(): Float64Array {
  const result = new Float64Array(days * 24 + 1);
  for (let hour = 0; hour < days * 24; hour++) {
    const weekday = new Date(historyStartMs + hour * hourMs).getUTCDay();
    const weight = at(hourWeights, hour % 24) * (weekday === 0 || weekday === 6 ? weekendWeight : 1);
    result[hour + 1] = at(result, hour) + weight;
  }
  return result;
}

function share(timeMs: number): number {
  const hours = (timeMs - historyStartMs) / hourMs;
  const hour = Math.min(Math.max(Math.floor(hours), 0), days * 24 - 1);
  return at(cumulative, hour) + (hours - hour) * (at(cumulative, hour + 1) - at(cumulative, hour));
}

function moment(wanted: number): number {
  let low = 0;
  let high = days * 24;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at(cumulative, middle) <= wanted) low = middle;
    else high = middle;
  }
  const within = (wanted - at(cumulative, low)) / (at(cumulative, high) - at(cumulative, low));
  return Math.floor(historyStartMs + (low + within) * hourMs);
}

/** The element at an index that must exist. @throws RangeError when it does not */
export function at<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no element ${index} of ${values.length}`);
  return value;
}

/** A time as PostgreSQL and JSON write it. */
export function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
