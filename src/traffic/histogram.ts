/** Latency histograms that can be stored, sent and merged without losing the precision of percentiles. */
import * as hdr from 'hdr-histogram-js';
import { z } from 'zod';

/** Percentiles of one kind of latency, in milliseconds, with the histogram they come from. */
export const latency = z.object({
  count: z.int().positive(),
  p50Ms: z.number(),
  p90Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
  /**
   * HdrHistogram V2, compressed, base64; values in µs, three significant digits. Merge these, never
   * percentiles.
   */
  histogram: z.string(),
});
export type Latency = z.infer<typeof latency>;

/**
 * Nine minutes, longer than any time-out. The histogram grows beyond it. All start with the same size,
 * because then equal counts give equal encoded texts.
 */
const highestTrackableValue = 2 ** 29;

/** A histogram of microseconds, exact to three digits. */
export function latencyHistogram(): hdr.Histogram {
  return hdr.build({
    highestTrackableValue,
    numberOfSignificantValueDigits: 3,
    autoResize: true,
    useWebAssembly: false,
  });
}

/** Adds a duration; a negative one, caused by rounding of the clock, counts as zero. */
export function record(histogram: hdr.Histogram, durationUs: number): void {
  histogram.recordValue(Math.max(0, Math.round(durationUs)));
}

/** The percentiles of a histogram; null if nothing was recorded. */
export function latencyOf(histogram: hdr.Histogram): Latency | null {
  if (histogram.totalCount === 0) return null;
  const ms = (percentile: number): number => histogram.getValueAtPercentile(percentile) / 1_000;
  return {
    count: histogram.totalCount,
    p50Ms: ms(50),
    p90Ms: ms(90),
    p95Ms: ms(95),
    p99Ms: ms(99),
    maxMs: histogram.maxValue / 1_000,
    histogram: hdr.encodeIntoCompressedBase64(histogram),
  };
}

/** The combined latency of several workers, runs or shards; null if none of them has any. */
export function mergeLatencies(parts: readonly (Latency | null)[]): Latency | null {
  const whole = latencyHistogram();
  for (const part of parts) {
    if (part !== null) whole.add(hdr.decodeFromCompressedBase64(part.histogram, 32, false));
  }
  return latencyOf(whole);
}
