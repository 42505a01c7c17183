/** The exponent of a power law with an offset, as of a cost that grows with the size of the data. */
import { seededRandom } from './random.ts';
import { median, quantile } from './statistics.ts';

/** The values that were read at one size. */
export interface SizedValues {
  size: number;
  values: readonly number[];
}

export interface Exponent {
  value: number;
  low: number;
  high: number;
}

/** Smaller and larger exponents are not told apart: nothing in a page grows like that. */
const candidates = Array.from({ length: 56 }, (_, index) => 0.25 + index * 0.05);
const resamples = 200;

/**
 * The exponent k of `a + b · size^k` by least squares over the medians, with a 95 % interval by resampling the values of
 * each size (percentile bootstrap, seeded). Undefined with fewer than four sizes: three parameters fit three points.
 */
export function exponentOf(sizes: readonly SizedValues[]): Exponent | undefined {
  if (new Set(sizes.map(({ size }) => size)).size < 4) return undefined;
  const random = seededRandom(1);
  const drawn = (values: readonly number[]) =>
    values.map(() => values[Math.floor(random() * values.length)] ?? Number.NaN);
  const found = Array.from({ length: resamples }, () =>
    fit(sizes.map(({ size, values }) => ({ x: size, y: median(drawn(values)) }))),
  );
  const value = fit(sizes.map(({ size, values }) => ({ x: size, y: median([...values]) })));
  return {
    value,
    low: Math.min(value, quantile(found, 0.025)),
    high: Math.max(value, quantile(found, 0.975)),
  };
}

interface Point {
  x: number;
  y: number;
}

function fit(points: readonly Point[]): number {
  const errors = candidates.map((k) => ({ k, error: squaredError(points, k) }));
  return errors.reduce((best, each) => (each.error < best.error ? each : best)).k;
}

/** What the best straight line over `size^k` leaves. */
function squaredError(points: readonly Point[], k: number): number {
  const largest = Math.max(...points.map(({ x }) => x));
  const scaled = points.map(({ x, y }) => ({ x: (x / largest) ** k, y }));
  const mean = (of: (point: Point) => number) =>
    scaled.reduce((sum, point) => sum + of(point), 0) / scaled.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const covariance = mean(({ x, y }) => (x - meanX) * (y - meanY));
  const variance = mean(({ x }) => (x - meanX) ** 2);
  const slope = variance === 0 ? 0 : covariance / variance;
  return mean(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2);
}
