import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import * as oracle from 'simple-statistics';
import {
  interquartileRange,
  median,
  medianInterval,
  quantile,
  shift,
} from '../../../../src/core/statistics/statistics.ts';

// Plus 0 makes -0 a 0: sorting may put either first, and no figure depends on it.
const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value + 0);

test.describe('quantiles', () => {
  test('type 7, by hand', () => {
    expect(quantile([10, 20, 30, 40], 0.25)).toBeCloseTo(17.5, 12);
    expect(quantile([40, 10, 30, 20], 0.95)).toBeCloseTo(38.5, 12);
    expect(quantile([7], 0.95)).toBe(7);
    expect(interquartileRange([1, 2, 3, 4, 5, 6])).toBeCloseTo(2.5, 12);
  });

  test('the median is that of simple-statistics', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        expect(median(values)).toBeCloseTo(oracle.median(values), 4);
      }),
    );
  });

  test('quartiles are those of simple-statistics where no definition interpolates: 4k + 1 values', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 0, max: 12 })
          .chain((k) => fc.array(finite, { minLength: 4 * k + 1, maxLength: 4 * k + 1 })),
        (values) => {
          expect(quantile(values, 0.25)).toBe(oracle.quantile(values, 0.25));
          expect(quantile(values, 0.75)).toBe(oracle.quantile(values, 0.75));
          expect(interquartileRange(values)).toBe(oracle.interquartileRange(values));
        },
      ),
    );
  });

  test('lie between the least and the greatest, and grow with p', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), share, share, (values, p, q) => {
        const [low, high] = [quantile(values, Math.min(p, q)), quantile(values, Math.max(p, q))];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  test('of no values are an error, not NaN', () => {
    expect(() => quantile([], 0.5)).toThrow(/no values/);
    expect(() => median([])).toThrow(/no values/);
  });
});

/** 1 … n, so that a value is its own rank. */
function ranks(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}

test.describe('the interval of the median', () => {
  test('does not exist below 6 values', () => {
    for (let n = 0; n < 6; n++) expect(medianInterval(ranks(n))).toBeUndefined();
  });

  // Table of the sign test, two-sided 5 % (Conover, table A3; Dixon and Massey, table A-10).
  for (const [n, rank] of [
    [6, 1],
    [8, 1],
    [9, 2],
    [12, 3],
    [15, 4],
    [20, 6],
    [25, 8],
    [30, 10],
    [50, 18],
    [100, 40],
  ] as const) {
    test(`of ${n} values runs from rank ${rank} to ${n + 1 - rank}`, () => {
      expect(medianInterval(ranks(n))).toMatchObject({ low: rank, high: n + 1 - rank });
    });
  }

  test('covers as often as it says: 1 − 2/64 at 6 values, 1 − 2·(1 + 9)/512 at 9', () => {
    expect(medianInterval(ranks(6))?.coverage).toBeCloseTo(62 / 64, 12);
    expect(medianInterval(ranks(9))?.coverage).toBeCloseTo(492 / 512, 12);
  });

  test('narrows towards the median with thousands of values', () => {
    // Normal approximation: the ranks n/2 ± 0.98·√n.
    for (const n of [1_000, 1_500, 5_000]) {
      const interval = medianInterval(ranks(n));
      expect(Math.abs((interval?.low ?? 0) - (n / 2 - 0.98 * Math.sqrt(n)))).toBeLessThan(2);
      expect(interval?.coverage).toBeLessThan(0.96);
      expect(interval?.coverage).toBeGreaterThanOrEqual(0.95);
    }
  });

  test('does not depend on the order of the values', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 6 }), (values) => {
        expect(medianInterval(values.toReversed())).toEqual(medianInterval(values));
      }),
    );
  });
});

test.describe('the shift', () => {
  // Permeability of the chorioamnion at term and at 12 to 26 weeks: Hollander and Wolfe, table 4.1,
  // examples 4.3 and 4.4; also the example of R's wilcox.test.
  const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const early = [1.15, 0.88, 0.9, 0.74, 1.21];

  test('is that of Hollander and Wolfe: −0.305, from −0.76 to 0.15', () => {
    const { estimate, interval } = shift(atTerm, early);
    expect(estimate).toBeCloseTo(-0.305, 10);
    expect(interval?.low).toBeCloseTo(-0.76, 10);
    expect(interval?.high).toBeCloseTo(0.15, 10);
  });

  // Critical values of the Mann–Whitney U, two-sided 5 %; the interval starts one rank above.
  for (const [n, critical] of [
    [4, 0],
    [5, 2],
    [6, 5],
    [8, 13],
    [10, 23],
    [15, 64],
    [20, 127],
  ] as const) {
    test(`of ${n} against ${n} values starts at difference ${critical + 1}`, () => {
      // Differences i·1000 + j are all distinct, and their ranks are known by sorting.
      const baseline = ranks(n).map((rank) => -rank);
      const candidate = ranks(n).map((rank) => 1_000 * rank);
      const differences = candidate.flatMap((c) => baseline.map((b) => c - b)).sort((a, b) => a - b);
      const { interval } = shift(baseline, candidate);
      expect(interval?.low).toBe(differences[critical]);
      expect(interval?.high).toBe(differences[n * n - 1 - critical]);
    });
  }

  test('has no interval at 4 against 3 values, and one at 4 against 4', () => {
    expect(shift([1, 2, 3, 4], [5, 6, 7]).interval).toBeUndefined();
    expect(shift([1, 2, 3, 4], [5, 6, 7, 8]).interval?.coverage).toBeCloseTo(1 - 2 / 70, 12);
  });

  test('moves with the candidate, and turns with the sides', () => {
    const list = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(list, list, fc.integer({ min: -500, max: 500 }), (a, b, by) => {
        const { estimate, interval } = shift(a, b);
        const moved = shift(
          a,
          b.map((value) => value + by),
        );
        expect(moved.estimate).toBe(estimate + by);
        expect(moved.interval?.low).toBe((interval?.low ?? 0) + by);
        const turned = shift(b, a);
        expect(turned.estimate + estimate).toBe(0);
        expect((turned.interval?.high ?? 0) + (interval?.low ?? 0)).toBe(0);
      }),
    );
  });

  test('stays exact where the counts exceed the integers of a double', () => {
    // C(120, 60) ≈ 1e35. Normal approximation of the rank: mn/2 − 1.96·√(mn(m+n+1)/12).
    const n = 60;
    const { interval } = shift(
      ranks(n).map((rank) => -rank),
      ranks(n).map((rank) => 1_000 * rank),
    );
    const differences = ranks(n)
      .flatMap((i) => ranks(n).map((j) => 1_000 * i + j))
      .sort((a, b) => a - b);
    const rank = differences.indexOf(interval?.low ?? Number.NaN) + 1;
    const expected = (n * n) / 2 - 1.96 * Math.sqrt((n * n * (2 * n + 1)) / 12);
    expect(Math.abs(rank - expected)).toBeLessThan(3);
    expect(interval?.coverage).toBeGreaterThanOrEqual(0.95);
    expect(interval?.coverage).toBeLessThan(0.952);
  });
});
