import { expect, test } from '@playwright/test';
import { seededRandom } from '../../../src/core/statistics/random.ts';
import {
  type Latency,
  latencyHistogram,
  latencyOf,
  mergeLatencies,
  record,
} from '../../../src/traffic/histogram.ts';

function latencyFrom(durationsUs: readonly number[]): Latency | null {
  const histogram = latencyHistogram();
  for (const durationUs of durationsUs) record(histogram, durationUs);
  return latencyOf(histogram);
}

test('the percentiles of known values', () => {
  const latency = latencyFrom(Array.from({ length: 1_000 }, (_, index) => (index + 1) * 1_000));
  for (const [key, expected] of [
    ['p50Ms', 500],
    ['p95Ms', 950],
    ['p99Ms', 990],
    ['maxMs', 1_000],
  ] as const) {
    expect(Math.abs((latency?.[key] ?? 0) - expected) / expected).toBeLessThan(0.001);
  }
  expect(latency?.count).toBe(1_000);
});

test('parts that are encoded, decoded and merged equal the whole', () => {
  const random = seededRandom(3);
  const values = Array.from({ length: 3_000 }, () => random() ** 4 * 20_000_000);
  const parts = [values.slice(0, 10), values.slice(10, 2_000), [], values.slice(2_000)].map(latencyFrom);
  const whole = latencyFrom(values);
  const merged = mergeLatencies(parts);
  // An encoded maximum is that of its bucket, within the three digits.
  expect({ ...merged, maxMs: 0 }).toEqual({ ...whole, maxMs: 0 });
  expect(Math.abs((merged?.maxMs ?? 0) / (whole?.maxMs ?? 1) - 1)).toBeLessThan(0.001);
  expect(mergeLatencies([...parts].reverse())).toEqual(merged);
});

test('nothing recorded is null, not zero', () => {
  expect(latencyFrom([])).toBeNull();
  expect(mergeLatencies([])).toBeNull();
  expect(mergeLatencies([null, null])).toBeNull();
});

test('a send that a rounding put before its intended start counts as no lag', () => {
  expect(latencyFrom([-0.4])?.maxMs).toBe(0);
});
