import { expect, test } from '@playwright/test';
import { assemble } from '../../../src/core/assemble.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { rankSumTest } from '../../../src/core/rank-test.ts';
import { leastDetectable, type Stability, stabilityOf } from '../../../src/core/stability.ts';
import { quantile } from '../../../src/core/statistics.ts';
import { elements, end, keyOf, run, wholeCell } from './sample-journal.ts';

function stabilityOfValues(a: readonly number[], b: readonly number[]): Stability {
  const { cells, metrics } = assemble([
    run,
    ...wholeCell(keyOf(50, 'a'), elements, a),
    ...wholeCell(keyOf(50, 'b'), elements, b),
    end,
  ]);
  const [first, second] = cells;
  if (first === undefined || second === undefined) throw new Error('two cells were expected');
  const [only] = stabilityOf(first, second, metrics);
  if (only === undefined) throw new Error('one metric was expected');
  return only;
}

test('the spread is that of both sides together, by quartiles', () => {
  const { n, median, variation, shift, differs } = stabilityOfValues(
    [90, 100, 110, 100],
    [100, 90, 110, 1_000],
  );
  expect({ n, median, shift, differs }).toEqual({ n: 8, median: 100, shift: 5, differs: false });
  // Quartiles 97.5 and 110: the outlier has no weight.
  expect(variation).toBeCloseTo(12.5 / 1.349 / 100, 10);
});

test('sides that differ are told, and a median of 0 has no share', () => {
  expect(stabilityOfValues([1, 2, 3, 4, 5], [11, 12, 13, 14, 15]).differs).toBe(true);
  expect(stabilityOfValues([0, 0, 0, 0], [0, 0, 0, 1])).toMatchObject({ variation: null, differs: false });
});

test.describe('the least detectable effect is found in about 80 % of 1,500 simulated comparisons', () => {
  const normal = (random: () => number) =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const distributions = {
    normal: (random: () => number) => 100 + normal(random),
    'log-normal': (random: () => number) => 100 + Math.exp(0.5 * normal(random)),
    exponential: (random: () => number) => 100 - Math.log(1 - random()),
  };
  for (const [name, draw] of Object.entries(distributions)) {
    for (const n of [6, 12, 24]) {
      test(`${name} values, ${n} a side`, () => {
        const random = seededRandom(n);
        const many = Array.from({ length: 20_001 }, () => draw(random));
        const spread = (quantile(many, 0.75) - quantile(many, 0.25)) / 1.349;
        const effect = leastDetectable(spread, n);
        const rounds = 1_500;
        let found = 0;
        for (let round = 0; round < rounds; round++) {
          const a = Array.from({ length: n }, () => draw(random));
          const b = Array.from({ length: n }, () => draw(random) + effect);
          if (rankSumTest(a, b) <= 0.05) found++;
        }
        // Three standard errors are 3 %; a skewed spread of 6 values hides more.
        const skewedAndFew = name !== 'normal' && n === 6;
        expect(found / rounds).toBeGreaterThan(skewedAndFew ? 0.67 : 0.77);
        expect(found / rounds).toBeLessThan(name === 'normal' ? 0.83 : 0.92);
      });
    }
  }
});
