/** The standard normal distribution, as far as rank tests and sequential boundaries need it. */

/** Density at z. */
export function normalDensity(z: number): number {
  return Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * P(Z > z), with a relative error below 1.2e-7 for z ≥ 0.
 *
 * Source: Press et al., Numerical Recipes, 6.2 (erfc by a Chebyshev fit).
 */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const series = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const upper = (t * Math.exp(-x * x + series)) / 2;
  return z >= 0 ? upper : 1 - upper;
}

/** The z with P(Z > z) = `tail`, for a `tail` below 0.5; by bisection, to 1e-9. */
export function normalPoint(tail: number): number {
  let [low, high] = [0, 40];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > tail) low = middle;
    else high = middle;
  }
  return low;
}

const coefficients = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
];
