import { expect, test } from '@playwright/test';
import { suggestion } from '../../../src/core/suggest.ts';

const traffic = ['none', 'light', 'steady', 'heavy'];
const networks = ['none', 'slow-3g', '3g', 'fast-3g', '4g'];

for (const [typed, names, meant] of [
  ['stedy', traffic, 'steady'],
  ['lite', traffic, 'light'],
  ['non', traffic, 'none'],
  ['HEAVY', traffic, 'heavy'],
  ['fast3g', networks, 'fast-3g'],
  ['fats-3g', networks, 'fast-3g'],
] as const) {
  test(`${typed} meant ${meant}`, () => expect(suggestion(typed, names)).toBe(`Did you mean ${meant}? `));
}

for (const typed of ['hurricane', 'nonsense', '']) {
  test(`"${typed}" meant nothing that we know`, () => expect(suggestion(typed, traffic)).toBe(''));
}

test('there is nothing to suggest where there are no names', () => {
  expect(suggestion('light', [])).toBe('');
});
