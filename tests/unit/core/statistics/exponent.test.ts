import { expect, test } from '@playwright/test';
import { exponentOf } from '../../../../src/core/statistics/exponent.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';

const sizes = [50, 150, 500, 2_000];

for (const [title, law, k] of [
  ['a cost of each message', (n: number) => 120 + 3 * n, 1],
  ['a cost that grows with each further message', (n: number) => 80 + 0.001 * n ** 2, 2],
  ['a root', (n: number) => 5 + 4 * Math.sqrt(n), 0.5],
] as const) {
  test(`${title}: exponent ${k}, whatever it costs without messages`, () => {
    const exact = exponentOf(sizes.map((size) => ({ size, values: [law(size)] })));
    expect(exact?.value).toBeCloseTo(k, 2);
    const random = seededRandom(7);
    const noisy = sizes.map((size) => ({
      size,
      values: Array.from({ length: 6 }, () => law(size) * (0.97 + 0.06 * random())),
    }));
    const { value, low, high } = exponentOf(noisy) ?? { value: 0, low: 0, high: 0 };
    expect(low).toBeLessThanOrEqual(k + 0.051);
    expect(high).toBeGreaterThanOrEqual(k - 0.051);
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  });
}

test('three sizes do not determine three parameters', () => {
  expect(exponentOf([50, 150, 500].map((size) => ({ size, values: [size] })))).toBeUndefined();
});
