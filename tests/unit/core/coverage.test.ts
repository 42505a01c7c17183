/** How often the intervals cover the truth, on skewed distributions as performance samples are. */
import { expect, test } from '@playwright/test';
import { seededRandom } from '../../../src/core/statistics/random.ts';
import { type Interval, medianInterval, shift } from '../../../src/core/statistics/statistics.ts';

const rounds = 4_000;
/** Four standard errors of a share near 95 % over the rounds: one false failure in 16,000 seeds. */
const monteCarloError = 4 * Math.sqrt((0.95 * 0.05) / rounds);

interface Distribution {
  name: string;
  draw: (random: () => number) => number;
  median: number;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const distributions: readonly Distribution[] = [
  { name: 'exponential', draw: (random) => -Math.log(1 - random()), median: Math.LN2 },
  { name: 'log-normal with σ = 1', draw: (random) => Math.exp(normal(random)), median: 1 },
  { name: 'Pareto with infinite variance', draw: (random) => (1 - random()) ** -0.8, median: 2 ** 0.8 },
];

function times(n: number, draw: () => number): number[] {
  return Array.from({ length: n }, draw);
}

function covers(interval: Interval | undefined, truth: number): boolean {
  return interval !== undefined && interval.low <= truth && truth <= interval.high;
}

for (const { name, draw, median } of distributions) {
  for (const n of [6, 10, 20]) {
    test(`${name}: the interval of the median covers as often as it claims with ${n} values`, () => {
      const random = seededRandom(n);
      const claimed = medianInterval(times(n, () => draw(random)))?.coverage ?? 0;
      const covered = times(rounds, () =>
        Number(covers(medianInterval(times(n, () => draw(random))), median)),
      ).reduce((sum, hit) => sum + hit, 0);
      expect(covered / rounds).toBeGreaterThanOrEqual(0.95 - monteCarloError);
      // Exact for continuous values, not only safe: too wide an interval wastes iterations.
      expect(Math.abs(covered / rounds - claimed)).toBeLessThan(monteCarloError);
    });

    test(`${name}: the interval of a shift covers as often as it claims with ${n} against ${n} values`, () => {
      const random = seededRandom(1_000 + n);
      const true_ = 0.75;
      let claimed = 0;
      let covered = 0;
      let alarms = 0;
      for (let round = 0; round < rounds; round++) {
        const baseline = times(n, () => draw(random));
        const candidate = times(n, () => draw(random) + true_);
        const { interval } = shift(baseline, candidate);
        claimed = interval?.coverage ?? 0;
        if (covers(interval, true_)) covered += 1;
        // The same numbers as an A/A experiment: without the shift, zero must lie inside.
        if (
          !covers(
            shift(
              baseline,
              candidate.map((value) => value - true_),
            ).interval,
            0,
          )
        )
          alarms += 1;
      }
      expect(covered / rounds).toBeGreaterThanOrEqual(0.95 - monteCarloError);
      expect(Math.abs(covered / rounds - claimed)).toBeLessThan(monteCarloError);
      expect(alarms / rounds).toBeLessThanOrEqual(0.05 + monteCarloError);
    });
  }
}

test('ties only widen the interval: with whole numbers it covers at least as often as it claims', () => {
  const random = seededRandom(7);
  const drops = () => Math.floor(-2 * Math.log(1 - random()));
  // Median of ⌊Exp(½)⌋: P(X ≤ 0) = 1 − e^(−1/2) = 0.39, P(X ≤ 1) = 0.63, so 1.
  const covered = times(rounds, () => Number(covers(medianInterval(times(10, drops)), 1))).reduce(
    (sum, hit) => sum + hit,
    0,
  );
  expect(covered / rounds).toBeGreaterThanOrEqual(0.95);
});
