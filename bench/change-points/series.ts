/** Synthetic nightly figures of one level, with autocorrelation. */

/** Turns a standard normal value into a night's figure. The autocorrelation is that of the normal values. */
export type Shape = (normal: number, random: () => number) => number;

export const gaussian: Shape = (normal) => normal;

export const shapes: Readonly<Record<string, Shape>> = {
  gaussian,
  'skewed (log-normal, σ 0.5)': (normal) => 2 * Math.exp(normal / 2) - 2,
  'with outliers (1 in 20, 8 σ)': (normal, random) => normal + (random() < 0.05 ? 8 : 0),
  'of two modes': (normal, random) => (normal > 0 ? 1 : -1) + 0.3 * normalOf(random),
};

/** `n` values of a first-order autoregression of standard normal values (Box–Muller), mapped by `shape`. */
export function autoregressive(n: number, rho: number, random: () => number, shape: Shape): number[] {
  let normal = normalOf(random);
  return Array.from({ length: n }, () => {
    const value = shape(normal, random);
    normal = rho * normal + Math.sqrt(1 - rho ** 2) * normalOf(random);
    return value;
  });
}

function normalOf(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
