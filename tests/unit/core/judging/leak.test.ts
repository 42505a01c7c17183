/** Error rates of the leak verdict by simulation, and cases whose verdict is plain. */
import { expect, test } from '@playwright/test';
import { judgeLeak, type LeakStatus, leakRepetitions } from '../../../../src/core/judging/leak.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';

function run(valueAt: (repetition: number) => number): number[] {
  return Array.from({ length: leakRepetitions + 1 }, (_, repetition) => valueAt(repetition));
}

test('one node more every time is a leak of one node, in a single page', () => {
  expect(judgeLeak([run((k) => 500 + k)], 'count')).toMatchObject({
    status: 'leaks',
    perRepetition: 1,
    interval: { low: 1, high: 1 },
    everyTime: 1,
  });
});

test('what stays the same is clean, and nothing grew every time', () => {
  expect(judgeLeak([run(() => 500)], 'count')).toMatchObject({
    status: 'clean',
    perRepetition: 0,
    everyTime: undefined,
  });
});

test('several pages start at different levels: only the growth within each counts', () => {
  const runs = [10_000, 90_000, 50_000].map((level) => run((k) => level + 2_000 * k));
  expect(judgeLeak(runs, 'bytes')).toMatchObject({ status: 'leaks', perRepetition: 2_000 });
});

test('a single step is no leak, wherever it comes', () => {
  for (let at = 1; at <= leakRepetitions; at++) {
    const verdict = judgeLeak([run((k) => (k >= at ? 100_000 : 0))], 'bytes');
    expect(verdict.status, `step at ${at}`).not.toBe('leaks');
  }
});

test('a growth that dies away is not called a leak', () => {
  for (const bytes of [20_000, 100_000]) {
    expect(judgeLeak([run((k) => bytes * (1 - Math.exp(-k / 2)))], 'bytes').status).toBe('cannot-tell');
  }
});

test('below the least growth it is clean, although it surely grows', () => {
  expect(judgeLeak([run((k) => 900 * k)], 'bytes').status).toBe('clean');
});

test('five repetitions of one page are too few to tell', () => {
  const verdict = judgeLeak([run((k) => 5_000 * k).slice(0, 6)], 'bytes');
  expect(verdict).toMatchObject({ status: 'cannot-tell', interval: undefined });
});

type Noise = (random: () => number, growth: number, deviation: number) => number[];

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const noises: Record<string, Noise> = {
  'noise of each reading': (random, growth, deviation) => run((k) => growth * k + deviation * normal(random)),
  'noise of each reading, skewed': (random, growth, deviation) =>
    run((k) => growth * k - deviation * Math.log(1 - random())),
  'noise that stays': (random, growth, deviation) => {
    let value = 0;
    return run(() => {
      value += growth + deviation * normal(random);
      return value;
    });
  },
  'noise that stays, with long tails': (random, growth, deviation) => {
    let value = 0;
    return run(() => {
      value += growth + deviation * Math.log(1 - random()) * (random() < 0.5 ? 1 : -1);
      return value;
    });
  },
};

const rounds = 1_000;
/** Four standard errors of a share of 95 % over the rounds. */
const monteCarloError = 4 * Math.sqrt((0.95 * 0.05) / rounds);

function simulate(noise: Noise, pages: number, growth: number, deviation: number) {
  const random = seededRandom(pages);
  const counts: Record<LeakStatus, number> = { leaks: 0, clean: 0, 'cannot-tell': 0 };
  let covered = 0;
  for (let round = 0; round < rounds; round++) {
    const { status, interval } = judgeLeak(
      Array.from({ length: pages }, () => noise(random, growth, deviation)),
      'bytes',
    );
    counts[status] += 1;
    if (interval !== undefined && interval.low <= growth && growth <= interval.high) covered += 1;
  }
  return { ...counts, covered: covered / rounds };
}

for (const [name, noise] of Object.entries(noises)) {
  for (const pages of [1, 3]) {
    test(`${name}, ${pages} page(s): it covers in 95 %, and false alarms stay below 2.5 %`, () => {
      // Without a leak, and at five times the least growth as noise: the harshest case that was found.
      const clean = simulate(noise, pages, 0, 5_000);
      expect(clean.covered).toBeGreaterThanOrEqual(0.95 - monteCarloError);
      expect(clean.leaks / rounds).toBeLessThanOrEqual(0.025);
      // A leak is not called clean either.
      const leak = simulate(noise, pages, 5_000, 1_000);
      expect(leak.covered).toBeGreaterThanOrEqual(0.95 - monteCarloError);
      expect(leak.clean / rounds).toBeLessThanOrEqual(0.025);
      // Nor missed: five times the noise is seen in a single page.
      expect(leak.leaks / rounds).toBeGreaterThan(0.9);
    });
  }
}
